// One way to ask the server, with the ways in which it can fail told apart.

/** The server understood and said no: asking again is of no use. */
export class Refused extends Error {}

/** No answer, or none that counts: asking again may help. */
export class Unreachable extends Error {}

/** The server does not take anything from this visitor: nobody is signed in (401), or not somebody of this project (403). */
export class Barred extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const TIMEOUT_MS = 15_000;
const WORTH_ANOTHER_TRY = new Set([408, 425, 429]);

/**
 * @param {string} path Of the endpoint, from the root.
 * @param {object} body Sent as JSON.
 * @param {string} [person] Id of the person who means it: the server takes nothing from a browser where somebody else is signed in by now.
 * @returns {Promise<any>} The answer's JSON.
 * @throws {Refused | Unreachable | Barred}
 */
export async function post(path, body, person) {
  let reply;
  try {
    reply = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(person ? { 'ActiveLabel-Person': person } : {}) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // Outlives the page, so that the last label before leaving it arrives.
      keepalive: true,
    });
    if (reply.ok) return await reply.json();
  } catch (error) {
    throw new Unreachable(String(error));
  }

  const problem = await reply.json().catch(() => ({}));
  const message = problem.detail ?? problem.title ?? `The server answered ${reply.status}.`;
  if (reply.status === 401 || reply.status === 403) throw new Barred(message, reply.status);
  throw reply.status >= 500 || WORTH_ANOTHER_TRY.has(reply.status) ? new Unreachable(message) : new Refused(message);
}

/** Tells the server something on the way out, without waiting for an answer. */
export function tell(path, body) {
  navigator.sendBeacon(path, new Blob([JSON.stringify(body)], { type: 'application/json' }));
}

/** @returns {string} A new id; `crypto.randomUUID` exists on secure origins only, and a server in the next room is none. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

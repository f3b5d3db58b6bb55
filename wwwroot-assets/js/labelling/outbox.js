// What was said and is not yet known to be saved. It lies in the browser's storage until the server has answered, so
// that a lost connection, a reload or a closed tab loses nothing; and since everything has an id of its own, sending
// it twice does no harm. Strictly one at a time and in order: a label before the undo that takes it back.

import { Refused } from './post.js';

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} path Of the endpoint.
 * @property {object} body
 * @property {string} session The page that wrote it.
 */

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 4_000;

export class Outbox {
  /** @type {{key: string, letter: Letter}[]} */ #letters = [];
  /** @type {string | null} */ #sending = null;
  #wait = 0;
  #timer = 0;
  #count = 0;
  #prefix;
  #events;
  #closed = false;

  /**
   * @param {string} name Of the box in the browser's storage.
   * @param {object} events
   * @param {(letter: Letter) => Promise<any>} events.send
   * @param {(letter: Letter, answer: any) => void} events.sent
   * @param {(letter: Letter, reason: string) => void} events.refused
   * @param {(state: {unsent: number, reachable: boolean}) => void} events.changed
   */
  constructor(name, events) {
    this.#prefix = `${name}.`;
    this.#events = events;
    this.#letters = readAll(this.#prefix);
    addEventListener('online', this.#now);
  }

  get size() { return this.#letters.length; }

  /** @returns {readonly Letter[]} Oldest first. */
  get letters() { return this.#letters.map(entry => entry.letter); }

  /** @param {Letter} letter */
  add(letter) {
    // Sorted by time and then by count, since several may be written within one millisecond.
    const key = `${this.#prefix}${String(Date.now()).padStart(15, '0')}.${String(this.#count++).padStart(6, '0')}.${letter.id}`;
    this.#letters.push({ key, letter });
    write(key, JSON.stringify(letter));
    this.#tell(this.#wait === 0);
    this.wake();
  }

  /** Takes a letter out again. @returns {boolean} Whether it had not been on its way yet. */
  recall(id) {
    const place = this.#letters.findIndex(entry => entry.letter.id === id);
    // One that was tried in vain may have arrived all the same.
    if (place < 0 || this.#sending === id || (place === 0 && this.#wait > 0)) return false;
    this.#drop(place);
    this.#tell(this.#wait === 0);
    return true;
  }

  /** Sends what there is, unless it does so already or waits for another try. */
  wake() {
    if (this.#letters.length > 0 && !this.#sending && !this.#timer && !this.#closed) this.#pump();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#now);
  }

  #now = () => {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.wake();
  };

  async #pump() {
    while (this.#letters.length > 0 && !this.#closed) {
      const { letter } = this.#letters[0];
      let answer;
      this.#sending = letter.id;
      try {
        answer = await this.#events.send(letter);
      } catch (error) {
        if (!(error instanceof Refused)) return this.#later();
        this.#settle(letter.id);
        this.#events.refused(letter, error.message);
        continue;
      } finally {
        this.#sending = null;
      }
      this.#settle(letter.id);
      this.#events.sent(letter, answer);
    }
  }

  #settle(id) {
    this.#wait = 0;
    this.#drop(this.#letters.findIndex(entry => entry.letter.id === id));
    this.#tell(true);
  }

  #drop(place) {
    if (place < 0) return;
    erase(this.#letters[place].key);
    this.#letters.splice(place, 1);
  }

  #later() {
    this.#wait = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, this.#wait * 2));
    this.#timer = setTimeout(this.#now, this.#wait);
    this.#tell(false);
  }

  #tell(reachable) {
    this.#events.changed({ unsent: this.#letters.length, reachable });
  }
}

// Storage may be forbidden or full. The labels are then kept in memory only, which still outlives a lost connection.
function write(key, value) { try { localStorage.setItem(key, value); } catch { /* kept in memory */ } }
function erase(key) { try { localStorage.removeItem(key); } catch { /* was never there */ } }

function readAll(prefix) {
  try {
    return Object.keys(localStorage).filter(key => key.startsWith(prefix)).sort()
      .map(key => ({ key, letter: JSON.parse(localStorage.getItem(key) ?? 'null') }))
      .filter(entry => entry.letter?.id && entry.letter.path);
  } catch {
    return [];
  }
}

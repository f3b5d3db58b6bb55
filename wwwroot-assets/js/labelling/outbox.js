// What was said and is not yet known to be saved. It lies in the browser's storage until the server has answered, so
// that a lost connection, a reload or a closed tab loses nothing; and since everything has an id of its own, sending
// it twice does no harm. Strictly one at a time and in order: a label before the undo that takes it back.

import { Barred, Refused } from './post.js';
import { erase, readAll, take, write } from './shelf.js';

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} path Of the endpoint.
 * @property {object} body
 * @property {string} session That holds the lease of what it is about.
 * @property {string} [owner] The page that sends it: first the one that wrote it.
 */

/**
 * `open`: letters go out. `slow`: one is on its way for long. `away`: no answer. `signedOut` and `barred`: the server
 * takes nothing from this visitor.
 * @typedef {'open' | 'slow' | 'away' | 'signedOut' | 'barred'} Line
 */

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 4_000;
/** Whoever signs in again in another tab is heard soon; coming back to this one is a try too. */
const BARRED_WAIT_MS = 15_000;
const SLOW_MS = 2_500;
const INHERIT_MS = 5_000;

export class Outbox {
  /** @type {Line} */ line = 'open';
  /** @type {{key: string, letter: Letter, kept: boolean}[]} */ #letters = [];
  /** @type {string | null} */ #sending = null;
  #wait = 0;
  #timer = 0;
  #last = 0;
  #prefix;
  #session;
  #presence;
  #events;
  #closed = false;
  #inheriting;

  /**
   * @param {string} name Of the box in the browser's storage.
   * @param {string} session Of this page.
   * @param {import('./presence.js').Presence} presence
   * @param {object} events
   * @param {(letter: Letter) => Promise<any>} events.send
   * @param {(letter: Letter, answer: any) => void} events.sent
   * @param {(letter: Letter, reason: string) => void} events.refused
   * @param {(line: Line) => void} events.changed
   */
  constructor(name, session, presence, events) {
    this.#prefix = `${name}.`;
    this.#session = session;
    this.#presence = presence;
    this.#events = events;
    addEventListener('online', this.#now);
    document.addEventListener('visibilitychange', this.#seen);
    this.#inheriting = setInterval(() => this.inherit(), INHERIT_MS);
  }

  get size() { return this.#letters.length; }

  /** @returns {readonly Letter[]} Oldest first. */
  get letters() { return this.#letters.map(entry => entry.letter); }

  /** @param {Letter} letter */
  add(letter) {
    letter.owner = this.#session;
    // A clock that is turned back must not put an undo before its label.
    this.#last = Math.max(Date.now(), this.#last + 1);
    const key = `${this.#prefix}${String(this.#last).padStart(15, '0')}.${letter.id}`;
    this.#letters.push({ key, letter, kept: write(key, letter) });
    this.#tell(this.line);
    this.wake();
  }

  /** Takes a letter out again. @returns {boolean} Whether it had not been on its way yet. */
  recall(id) {
    const place = this.#letters.findIndex(entry => entry.letter.id === id);
    // One that was tried in vain may have arrived all the same.
    if (place < 0 || this.#sending === id || (place === 0 && this.#wait > 0)) return false;
    this.#drop(place);
    this.#tell(this.line);
    return true;
  }

  /** Takes over what pages that are gone have left behind, and what this one had when the browser put it away. */
  async inherit() {
    const kept = readAll(this.#prefix);
    for (const owner of new Set(kept.map(({ letter }) => letter.owner ?? letter.session))) {
      const entries = kept.filter(({ letter }) => (letter.owner ?? letter.session) === owner);
      if (owner === this.#session) this.#adopt(entries);
      else await this.#presence.inPlaceOf(owner, () => this.#adopt(entries.filter(entry => take(entry, this.#session))));
    }
    this.wake();
  }

  /** Sends what there is, unless it does so already or waits for another try. */
  wake() {
    if (this.#letters.length > 0 && !this.#sending && !this.#timer && !this.#closed) this.#pump();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#inheriting);
    removeEventListener('online', this.#now);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  #now = () => {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.wake();
  };

  #seen = () => { if (!document.hidden) this.#now(); };

  #adopt(entries) {
    const known = new Set(this.#letters.map(entry => entry.key));
    const own = entries.filter(entry => !known.has(entry.key) && !this.#closed);
    if (own.length === 0) return;
    // Keys begin with the time; one that is being sent or tried again keeps its place at the head.
    const head = this.#sending || this.#wait > 0 ? this.#letters.splice(0, 1) : [];
    this.#letters = [...head, ...[...this.#letters, ...own].sort((a, b) => a.key < b.key ? -1 : 1)];
    this.#tell(this.line);
  }

  async #pump() {
    while (this.#letters.length > 0 && !this.#closed) {
      const entry = this.#letters[0];
      if (entry.kept && !take(entry, this.#session)) {
        // Another page has taken it over while this one was away, and has it in its hands.
        this.#letters.shift();
        this.#tell(this.line);
        continue;
      }
      const { letter } = entry;
      let answer;
      this.#sending = letter.id;
      const slow = setTimeout(() => this.#tell('slow'), SLOW_MS);
      try {
        answer = await this.#events.send(letter);
      } catch (error) {
        if (!(error instanceof Refused)) return this.#later(error);
        this.#settle(letter.id);
        this.#events.refused(letter, error.message);
        continue;
      } finally {
        clearTimeout(slow);
        this.#sending = null;
      }
      this.#settle(letter.id);
      this.#events.sent(letter, answer);
    }
  }

  #settle(id) {
    this.#wait = 0;
    this.#drop(this.#letters.findIndex(entry => entry.letter.id === id));
    this.#tell('open');
  }

  #drop(place) {
    if (place < 0) return;
    erase(this.#letters[place].key);
    this.#letters.splice(place, 1);
  }

  #later(error) {
    const barred = error instanceof Barred;
    this.#wait = barred ? BARRED_WAIT_MS : Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, this.#wait * 2));
    if (!this.#closed) this.#timer = setTimeout(this.#now, this.#wait);
    this.#tell(barred ? lineOf(error) : 'away');
  }

  #tell(line) {
    this.line = line;
    this.#events.changed(line);
  }
}

/** @param {Barred} error @returns {Line} */
export const lineOf = error => error.status === 401 ? 'signedOut' : 'barred';

// Counts one's own labels and how fast they come, over a reload.

const WINDOW_MS = 3 * 60_000;
const PAUSE_MS = 60_000;

export class Pace {
  /** Times of the labels that count, oldest first. @type {number[]} */ #times;
  #key;

  /** @param {string} key Of this sitting in the browser's session storage. */
  constructor(key) {
    this.#key = key;
    try { this.#times = JSON.parse(sessionStorage.getItem(key) ?? '[]'); } catch { this.#times = []; }
  }

  get count() { return this.#times.length; }

  add(now = Date.now()) { this.#times.push(now); this.#keep(); }

  takeBack() { this.#times.pop(); this.#keep(); }

  /** Labels a minute over the last minutes without a pause; null while there are too few to tell. */
  perMinute(now = Date.now()) {
    let first = this.#times.length - 1;
    if (first < 0 || now - this.#times[first] > PAUSE_MS) return null;
    while (first > 0 && this.#times[first] - this.#times[first - 1] < PAUSE_MS && now - this.#times[first - 1] < WINDOW_MS) first--;
    const gaps = this.#times.length - 1 - first;
    return gaps < 4 ? null : Math.round(gaps * 60_000 / (this.#times.at(-1) - this.#times[first]));
  }

  #keep() {
    try { sessionStorage.setItem(this.#key, JSON.stringify(this.#times)); } catch { /* counts until the page is left */ }
  }
}

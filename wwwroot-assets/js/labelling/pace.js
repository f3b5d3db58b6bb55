// Counts one's own labels and how fast they come, over a reload; and the days on which there were any.

const WINDOW_MS = 3 * 60_000;
const PAUSE_MS = 60_000;
/** From here on it was a break. */
const BREAK_MS = 3 * 60_000;
const DAYS_KEPT = 60;

export class Pace {
  /** Times of the labels that count, oldest first. @type {number[]} */ #times;
  #key;
  #days;

  /** @param {string} key Of this sitting in the tab's storage. @param {string} days Of the days in the browser's. */
  constructor(key, days) {
    this.#key = key;
    this.#days = days;
    this.#times = read(() => sessionStorage.getItem(key));
  }

  get count() { return this.#times.length; }

  add(now = Date.now()) {
    this.#times.push(now);
    this.#keep();
    this.#mark(now);
  }

  takeBack() { this.#times.pop(); this.#keep(); }

  /** Labels a minute over the last minutes without a pause; null while there are too few to tell. */
  perMinute(now = Date.now()) {
    let first = this.#times.length - 1;
    if (first < 0 || now - this.#times[first] > PAUSE_MS) return null;
    while (first > 0 && this.#times[first] - this.#times[first - 1] < PAUSE_MS && now - this.#times[first - 1] < WINDOW_MS) first--;
    const gaps = this.#times.length - 1 - first;
    return gaps < 4 ? null : Math.round(gaps * 60_000 / (this.#times.at(-1) - this.#times[first]));
  }

  /** Minutes of labelling without a break, up to now. */
  steadyMinutes(now = Date.now()) {
    let first = this.#times.length - 1;
    if (first < 0 || now - this.#times[first] > BREAK_MS) return 0;
    while (first > 0 && this.#times[first] - this.#times[first - 1] < BREAK_MS) first--;
    return (now - this.#times[first]) / 60_000;
  }

  /**
   * Days in a row with labels, today's among them. A free Saturday or Sunday breaks nothing. Days are counted, never
   * labels or speed: there is nothing to be gained by hurrying.
   */
  daysInARow(now = Date.now()) {
    const marked = new Set(read(() => localStorage.getItem(this.#days)));
    let count = 0;
    for (const day = new Date(now); count < DAYS_KEPT; day.setDate(day.getDate() - 1)) {
      if (marked.has(nameOf(day))) count++;
      else if (day.getDay() !== 0 && day.getDay() !== 6) break;
    }
    return count;
  }

  #mark(now) {
    const marked = read(() => localStorage.getItem(this.#days));
    const today = nameOf(new Date(now));
    if (marked.includes(today)) return;
    try { localStorage.setItem(this.#days, JSON.stringify([...marked, today].slice(-DAYS_KEPT))); } catch { /* not remembered */ }
  }

  #keep() {
    try { sessionStorage.setItem(this.#key, JSON.stringify(this.#times)); } catch { /* counts until the page is left */ }
  }
}

/** The local day. */
const nameOf = day => `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;

function read(from) {
  try {
    const read = JSON.parse(from() ?? '[]');
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

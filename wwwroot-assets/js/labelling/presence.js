// Which pages of this browser are open. A page sends its own labels and those of pages that are gone, never those of a
// page that is there to send them itself; and a tab that was duplicated has a copy of what belongs to the other.

const LOCK = 'activelabel.page.';
const SIGN = 'activelabel.alive.';
const BEAT_MS = 5_000;
/** Browsers let a hidden tab's timers run once a minute. */
const SILENT_MS = 90_000;

export class Presence {
  #session;
  #letGo = null;
  #timer = 0;

  /** @param {string} session Of this page. */
  constructor(session) {
    this.#session = session;
    this.hold();
  }

  /** This page is there. Locks exist on secure origins only; elsewhere a sign in the storage is renewed. */
  hold() {
    if (this.#letGo || this.#timer) return;
    if (navigator.locks) {
      navigator.locks.request(LOCK + this.#session, () => new Promise(resolve => { this.#letGo = resolve; })).catch(() => {});
      return;
    }
    const beat = () => { try { localStorage.setItem(SIGN + this.#session, String(Date.now())); } catch { /* nobody else can see this page's labels either */ } };
    beat();
    this.#timer = setInterval(beat, BEAT_MS);
  }

  /** This page is closed, or put away by the browser. */
  leave() {
    this.#letGo?.();
    this.#letGo = null;
    clearInterval(this.#timer);
    if (this.#timer) try { localStorage.removeItem(SIGN + this.#session); } catch { /* was never there */ }
    this.#timer = 0;
  }

  /**
   * Acts in place of a page that is gone; two pages never do so at once where there are locks.
   * @param {string} session Of that page. @param {() => void} act @returns {Promise<boolean>} Whether it is gone.
   */
  async inPlaceOf(session, act = () => {}) {
    if (session === this.#session) return false;
    if (navigator.locks) {
      return navigator.locks.request(LOCK + session, { ifAvailable: true }, lock => { if (lock) act(); return lock !== null; });
    }
    try {
      const seen = Number(localStorage.getItem(SIGN + session) ?? 0);
      // A clock that was turned back makes a sign from the future: nobody renews it.
      if (Math.abs(Date.now() - seen) < SILENT_MS) return false;
      localStorage.removeItem(SIGN + session);
    } catch { /* without storage there is nothing to take over */ }
    act();
    return true;
  }
}

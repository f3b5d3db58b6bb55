// Keeps what the page holds, and what it knows, from going stale while somebody is there.

/** How often an empty hand, or a server that does not answer, is tried again. */
const LOOK_AGAIN_MS = 4_000;
/** How often news is asked for while a round is under way and somebody is there. */
const NEWS_MS = 1_500;
const NEWS_WHILE_ACTIVE_MS = 60_000;
const RENEWALS_PER_LEASE = 3;
/** A tab that nobody looks at gives its images back after this many leases. */
const IDLE_LEASES = 3;

export class Upkeep {
  #activeAt = Date.now();
  #leaseMs;
  #desk;
  #timers;

  /**
   * @param {number} leaseMs
   * @param {object} desk
   * @param {() => void} desk.renew Prolongs the leases, and hears the news.
   * @param {() => void} desk.fill
   * @param {() => boolean} desk.isWanting Whether it has no image to show.
   * @param {() => boolean} desk.isCutOff Whether the last request got no answer.
   * @param {() => import('./work.js').WorkState | null} desk.state
   */
  constructor(leaseMs, desk) {
    this.#leaseMs = leaseMs;
    this.#desk = desk;
    this.#timers = [
      setInterval(() => { if (this.#idle < leaseMs * IDLE_LEASES) desk.renew(); }, leaseMs / RENEWALS_PER_LEASE),
      setInterval(() => this.#lookAgain(), LOOK_AGAIN_MS),
      setInterval(() => this.#askForNews(), NEWS_MS),
    ];
  }

  /** Somebody is there. */
  active() {
    const away = this.#idle;
    this.#activeAt = Date.now();
    if (away > this.#leaseMs) this.#desk.renew();
  }

  close() { this.#timers.forEach(clearInterval); }

  get #idle() { return Date.now() - this.#activeAt; }

  #lookAgain() {
    if (document.hidden) return;
    if (this.#desk.isCutOff()) this.#desk.renew();
    else if (this.#desk.isWanting()) this.#desk.fill();
  }

  #askForNews() {
    const state = this.#desk.state();
    if (!state || document.hidden || this.#idle > NEWS_WHILE_ACTIVE_MS) return;
    if (state.sinceLastRound >= state.retrainAfter || state.round && !isOver(state.round.state)) this.#desk.renew();
  }
}

/** @param {string} state Of a round. */
export const isOver = state => state === 'ready' || state === 'failed' || state === 'notEnoughLabels';

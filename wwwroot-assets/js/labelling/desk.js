// The page's side of the server's label desk: keeps the hand full, the leases alive and every answer on its way.

import { Hand } from './hand.js';
import { Outbox } from './outbox.js';
import { newId, post, tell, Unreachable } from './post.js';

/** What is shown and what comes next. More would keep images from others, and go stale when the queue reorders. */
const IN_HAND = 3;
/** The server hands out no more at once; unsent labels count, since it does not know of them. */
const MOST = 6;
/** How often an empty hand, or a server that does not answer, is tried again. */
const LOOK_AGAIN_MS = 4_000;
/** How often news is asked for while a round is under way and somebody is there. */
const NEWS_MS = 1_500;
const NEWS_WHILE_ACTIVE_MS = 60_000;
/** Labels that undo takes back without asking the server which it was. */
const REMEMBERED = 20;
const RENEWALS_PER_LEASE = 3;
/** A tab that nobody looks at gives its images back after this many leases. */
const IDLE_LEASES = 3;

/**
 * @typedef {object} WorkState
 * @property {number} labelled
 * @property {number} sinceLastRound
 * @property {number} retrainAfter
 * @property {number} waiting
 * @property {number} leased
 * @property {{number: number, state: string} | null} round The newest.
 * @property {number} readyRound
 */

/**
 * @typedef {object} DeskEvents
 * @property {() => void} dealt New images have come, or it is known that there are none.
 * @property {(state: WorkState) => void} state
 * @property {(connection: {unsent: number, reachable: boolean}) => void} connection
 * @property {(reason: string) => void} refused
 * @property {(text: string) => void} told
 */

export class Desk {
  hand = new Hand();
  /** @type {WorkState | null} */ state = null;
  reachable = true;
  #session = newId();
  /** Labels of this page, newest last, for undo. @type {{id: string, picture: import('./picture.js').Picture}[]} */ #given = [];
  #outbox;
  #api;
  #events;
  #timers = [];
  #asking = false;
  #activeAt = Date.now();
  #leaseMs;

  /** @param {{projectId: string, leaseMinutes: number}} project @param {DeskEvents} events */
  constructor(project, events) {
    this.#api = `/api/projects/${project.projectId}`;
    this.#events = events;
    this.#leaseMs = project.leaseMinutes * 60_000;
    this.#outbox = new Outbox(`activelabel.unsent.${project.projectId}`, {
      send: letter => post(letter.path, this.#stamp(letter)),
      sent: (letter, answer) => this.#sent(letter, answer),
      refused: (letter, reason) => events.refused(reason),
      changed: connection => this.#connection(connection),
    });
  }

  /** Sends what an earlier page left behind, and asks for the first images. */
  start() {
    this.#timers.push(setInterval(() => this.#renew(), this.#leaseMs / RENEWALS_PER_LEASE));
    this.#timers.push(setInterval(() => this.#lookAgain(), LOOK_AGAIN_MS));
    this.#timers.push(setInterval(() => this.#askForNews(), NEWS_MS));
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#comeBack);
    this.#outbox.wake();
    this.fill();
  }

  get unsent() { return this.#outbox.size; }

  /** Somebody is there. */
  active() {
    const away = Date.now() - this.#activeAt;
    this.#activeAt = Date.now();
    if (away > this.#leaseMs) this.#renew();
  }

  /**
   * Answers for the image in front and brings the next one there.
   * @param {'class' | 'skip' | 'poorExample'} kind @param {number | null} classId @param {number} tookMs
   */
  give(kind, classId, tookMs) {
    const picture = this.hand.advance();
    const id = newId();
    this.#given.push({ id, picture });
    if (this.#given.length > REMEMBERED) this.#given.shift();
    const body = { id, imageId: picture.id, session: this.#session, kind, tookMs: Math.round(tookMs) };
    this.#outbox.add({ id, path: `${this.#api}/labels`, session: this.#session, body: classId === null ? body : { ...body, classId } });
  }

  /**
   * Takes the newest label back and its image to the front; asks the server where this page has given none.
   * @returns {Promise<import('./picture.js').Picture | null>}
   */
  async undo() {
    const last = this.#given.pop();
    if (!last) return this.#undoEarlier();
    if (!this.#outbox.recall(last.id)) {
      const id = newId();
      this.#outbox.add({ id, path: `${this.#api}/undo`, session: this.#session, body: { id, session: this.#session, label: last.id } });
    }
    this.hand.putBack(last.picture);
    return last.picture;
  }

  /** Asks for images until the hand is full. */
  async fill() {
    // What is unsent will bring images with its answers; asking beside it could deal an answered image again.
    if (this.#asking || this.#outbox.size > 0 || this.hand.size >= IN_HAND) return;
    this.#asking = true;
    try {
      const answer = await post(`${this.#api}/lease`, { session: this.#session, most: IN_HAND, holding: this.hand.ids });
      this.#deal(answer);
      this.#connection({ unsent: this.#outbox.size, reachable: true });
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking = false;
    }
  }

  close() {
    this.#timers.forEach(clearInterval);
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#comeBack);
    this.#outbox.close();
    this.#leave();
    this.hand.clear();
  }

  /** What the server must know at the moment of sending, not of labelling. */
  #stamp(letter) {
    if (letter.session !== this.#session || !letter.path.endsWith('/labels')) return letter.body;
    const unsent = this.#outbox.letters.filter(other => other.id !== letter.id && other.body.imageId).map(other => other.body.imageId);
    const holding = [...new Set([...this.hand.ids, ...unsent])].filter(id => id !== letter.body.imageId);
    return { ...letter.body, most: Math.min(MOST, IN_HAND + unsent.length), holding };
  }

  #sent(letter, answer) {
    if (answer.answeredBefore) this.#events.told('This image had an answer already. Yours is kept beside it.');
    if (letter.session === this.#session && answer.images) this.#deal(answer); else this.#know(answer.state);
    this.fill();
  }

  #deal(answer) {
    // An image that was answered while this answer was on its way is not dealt again.
    const answered = new Set(this.#outbox.letters.map(letter => letter.body.imageId));
    this.hand.take(answer.images.filter(image => !answered.has(image.id)));
    this.#know(answer.state);
    this.#events.dealt();
  }

  #know(state) {
    if (!state) return;
    this.state = state;
    this.#events.state(state);
  }

  async #undoEarlier() {
    if (this.#outbox.size > 0) return null;
    try {
      const answer = await post(`${this.#api}/undo`, { id: newId(), session: this.#session });
      this.#know(answer.state);
      if (!answer.image) return null;
      this.hand.take([answer.image]);
      const picture = this.hand.next.find(other => other.id === answer.image.id) ?? this.hand.current;
      this.hand.putBack(picture);
      return picture;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  async #renew() {
    if (Date.now() - this.#activeAt > this.#leaseMs * IDLE_LEASES || this.#outbox.size > 0) return;
    try {
      const answer = await post(`${this.#api}/renew`, { session: this.#session });
      this.#know(answer.state);
      // Labels given meanwhile bring their own truth.
      if (this.#outbox.size === 0 && this.hand.keepOnly(new Set(answer.held))) {
        this.#events.told('The image you were looking at went to somebody else meanwhile.');
      }
      this.#events.dealt();
      this.fill();
    } catch (error) {
      this.#failed(error);
    }
  }

  #lookAgain() {
    if (!document.hidden && (this.hand.size === 0 || !this.reachable)) this.fill();
  }

  #askForNews() {
    if (!this.state || document.hidden || Date.now() - this.#activeAt > NEWS_WHILE_ACTIVE_MS) return;
    const { round, sinceLastRound, retrainAfter } = this.state;
    if (sinceLastRound >= retrainAfter || round && !isOver(round.state)) this.#renew();
  }

  #connection(connection) {
    this.reachable = connection.reachable;
    this.#events.connection(connection);
  }

  #failed(error) {
    if (error instanceof Unreachable) this.#connection({ unsent: this.#outbox.size, reachable: false });
    else this.#events.refused(error.message);
    this.#events.dealt();
  }

  // Unsent labels belong to the session's leases: then these are left to run out by themselves.
  #leave = () => {
    if (this.#outbox.size === 0) tell(`${this.#api}/release`, { session: this.#session });
  };

  #comeBack = event => {
    if (event.persisted) this.#renew();
  };
}

/** @param {string} state Of a round. */
export const isOver = state => state === 'ready' || state === 'failed' || state === 'notEnoughLabels';

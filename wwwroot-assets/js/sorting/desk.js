// The page's side of the server's grid desk: one page of images at a time, its leases alive, and every answer on its way.

import { lineOf, Outbox } from '../labelling/outbox.js';
import { Barred, newId, post, tell, Unreachable } from '../labelling/post.js';
import { Presence } from '../labelling/presence.js';
import { Upkeep } from '../labelling/upkeep.js';

/** Without images, but there may be some any moment. */
const MAY_CHANGE = new Set(['busy', 'noVectors']);
/** Pages that undo can bring back. */
const REMEMBERED = 10;

/**
 * @typedef {{id: number, url: string, thumb: string, width: number, height: number, probability: number | null}} GridImage
 * @typedef {{classId: number | null, group: number | null, images: number}} GridChoice
 * @typedef {{size: number, classId?: number, group?: number}} Wish
 * @typedef {{id: string, imageId: number, kind: string, classId?: number}} GridLabel
 * @typedef {object} Page
 * @property {string} session Every page has a name of its own: it holds the leases of its images.
 * @property {'oneClass' | 'alike' | 'noVectors' | 'noneLeft' | 'done' | 'busy'} kind
 * @property {number | null} classId
 * @property {number | null} group
 * @property {number | null} modelVersionId
 * @property {GridImage[]} images
 * @property {GridChoice[]} choices
 */

export class SortingDesk {
  /** @type {Page | null} Null while one is asked for. */ page = null;
  /** @type {import('../labelling/outbox.js').Line} */ line = 'open';
  /** What the person had made of the page, where undo brought it back. */ kept = null;
  #api;
  #events;
  #outbox;
  #person;
  #presence;
  #leaseMs;
  /** @type {Upkeep} */ #upkeep;
  #state = null;
  /** What was asked for last, and under which name. @type {{session: string, wish: Wish} | null} */ #wanted = null;
  #asking = false;
  /** @type {{letter: string, page: Page, keep: any, labels: GridLabel[]}[]} */ #given = [];

  /**
   * @param {{projectId: string, person: string, leaseMinutes: number}} project
   * @param {object} events
   * @param {() => void} events.dealt A page has come, or is known not to.
   * @param {(state: object) => void} events.state
   * @param {(line: import('../labelling/outbox.js').Line, unsent: number) => void} events.connection How it is, and the number of labels that have not arrived.
   * @param {(answers: object[]) => void} events.answered What became of the labels of a page.
   * @param {(imageIds: number[]) => void} events.lost Images of the page that went to somebody else.
   * @param {(reason: string) => void} events.refused
   */
  constructor(project, events) {
    this.#api = `/api/projects/${project.projectId}`;
    this.#events = events;
    this.#leaseMs = project.leaseMinutes * 60_000;
    this.#person = project.person;
    const name = newId();
    this.#presence = new Presence(name);
    // The same box as the label page's: whichever page is open sends what one that is gone has left behind.
    this.#outbox = new Outbox(`activelabel.unsent.${project.projectId}.${project.person}`, name, this.#presence, {
      send: letter => this.#post(letter.path, letter.body),
      sent: (letter, answer) => this.#sent(answer),
      refused: (letter, reason) => events.refused(reason),
      changed: line => this.#connection(line),
    });
  }

  /** Whether the server answers. */
  get reachable() { return this.line === 'open' || this.line === 'slow'; }

  /** Labels that have not arrived. */
  get unsent() { return this.#outbox.letters.reduce((sum, letter) => sum + (letter.body.labels?.length ?? 1), 0); }

  /** @param {Wish} wish */
  start(wish) {
    this.#upkeep = new Upkeep(this.#leaseMs, {
      renew: () => this.#renew(), fill: () => this.#ask(), state: () => this.#state,
      isWanting: () => this.#wanted !== null && (!this.page || MAY_CHANGE.has(this.page.kind)),
      isCutOff: () => !this.reachable && this.page !== null,
    });
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#comeBack);
    this.#outbox.inherit();
    this.deal(wish);
  }

  close() {
    this.#upkeep.close();
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#comeBack);
    this.#outbox.close();
    this.#leave();
  }

  /** Somebody is there. */
  active() { this.#upkeep.active(); }

  /** Gives the page back and asks for another. @param {Wish} wish */
  deal(wish) {
    this.#giveBack();
    this.#wanted = { session: newId(), wish };
    return this.#ask();
  }

  /**
   * Answers for the page in front, which is gone then: ask for the next.
   * @param {GridLabel[]} labels @param {number} tookMs @param {any} keep What undo brings back with the page.
   */
  give(labels, tookMs, keep) {
    const { page } = this;
    const letter = newId();
    this.page = null;
    if (labels.length === 0) return tell(`${this.#api}/release`, { session: page.session });
    this.#given.push({ letter, page, keep, labels });
    if (this.#given.length > REMEMBERED) this.#given.shift();
    const body = { session: page.session, labels, modelVersionId: page.modelVersionId, tookMs: Math.round(tookMs) };
    this.#outbox.add({ id: letter, path: `${this.#api}/grid/answers`, session: page.session, body });
  }

  /** Takes the last page's answers back and the page to the front. @returns {{keep: any, labels: GridLabel[]} | null} */
  undo() {
    const last = this.#given.pop();
    if (!last) return null;
    if (!this.#outbox.recall(last.letter)) {
      const labels = last.labels.map(label => ({ id: newId(), label: label.id }));
      this.#outbox.add({ id: newId(), path: `${this.#api}/grid/undo`, session: last.page.session, body: { session: last.page.session, labels } });
    }
    this.#giveBack();
    this.#wanted = null;
    this.kept = last.keep;
    this.page = last.page;
    this.#events.dealt();
    return last;
  }

  /** @returns {Promise<object | null>} The project's classes; null where that has to wait. */
  async classes() { return this.#post(`${this.#api}/classes`, {}).catch(() => null); }

  async #ask() {
    const wanted = this.#wanted;
    if (!wanted || this.#asking) return;
    this.#asking = true;
    try {
      const { state, ...page } = await this.#post(`${this.#api}/grid/page`, { session: wanted.session, ...wanted.wish });
      if (wanted === this.#wanted) {
        this.kept = null;
        this.page = { ...page, session: wanted.session };
        if (page.images.length > 0) this.#wanted = null;
      } else {
        tell(`${this.#api}/release`, { session: wanted.session });
      }
      this.#connection('open');
      this.#know(state);
    } catch (error) {
      if (error instanceof Unreachable || error instanceof Barred) {
        this.#failed(error);
      } else {
        // What was wished for is there no more; where nothing was, asking again is of no use.
        const { size, ...wish } = wanted.wish;
        if (wanted === this.#wanted) this.#wanted = Object.keys(wish).length > 0 ? { session: wanted.session, wish: { size } } : null;
        this.#events.refused(error.message);
      }
    } finally {
      this.#asking = false;
    }
    if (wanted === this.#wanted || this.page) this.#events.dealt(); else this.#ask();
  }

  async #renew() {
    const { page } = this;
    if (!page) return;
    try {
      const { held, state } = await this.#post(`${this.#api}/renew`, { session: page.session });
      this.#know(state);
      this.#connection('open');
      const isHeld = new Set(held);
      const lost = page.images.map(image => image.id).filter(id => !isHeld.has(id));
      // An undo that is still on its way has not leased them again.
      if (page === this.page && lost.length > 0 && this.#outbox.size === 0) this.#events.lost(lost);
    } catch (error) {
      this.#failed(error);
    }
  }

  #know(state) {
    if (!state) return;
    this.#state = state;
    this.#events.state(state);
  }

  #sent(answer) {
    this.#know(answer.state);
    if (answer.labels) this.#events.answered(answer.labels);
  }

  #post(path, body) { return post(path, body, this.#person); }

  #connection(line) {
    this.line = line;
    this.#events.connection(line, this.unsent);
  }

  #failed(error) {
    if (error instanceof Unreachable) this.#connection('away');
    else if (error instanceof Barred) this.#connection(lineOf(error));
  }

  #giveBack() {
    if (this.page?.images.length) tell(`${this.#api}/release`, { session: this.page.session });
    this.page = null;
  }

  #leave = () => {
    if (this.page?.images.length) tell(`${this.#api}/release`, { session: this.page.session });
    this.#presence.leave();
  };

  #comeBack = event => {
    if (!event.persisted) return;
    this.#presence.hold();
    this.#outbox.inherit();
    this.#renew();
  };
}

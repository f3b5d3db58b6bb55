// The page's side of the server's label desk: keeps the hand full, the leases alive and every answer on its way.

import { IN_HAND, stamped } from './demand.js';
import { Given } from './given.js';
import { Hand } from './hand.js';
import { handOver, takeOver } from './handover.js';
import { lineOf, Outbox } from './outbox.js';
import { Picture } from './picture.js';
import { Barred, newId, post, tell, Unreachable } from './post.js';
import { Presence } from './presence.js';
import { Upkeep } from './upkeep.js';

const GONE = 'Taken back. That image is not to be labelled any more.';

export class Desk {
  hand = new Hand();
  /** @type {import('./work.js').WorkState | null} */ state = null;
  /** @type {import('./outbox.js').Line} */ line = 'open';
  /** @type {Given} */ given;
  #session;
  #person;
  #presence;
  #outbox;
  #api;
  #events;
  /** @type {Upkeep} */ #upkeep;
  #asking = false;
  /** When it is known what this tab has given. */ #restored = Promise.resolve();
  #handover;
  #leaseMs;
  #staying = false;

  /** @param {{projectId: string, person: string, leaseMinutes: number}} project @param {import('./work.js').DeskEvents} events */
  constructor({ projectId, person, leaseMinutes }, events) {
    this.#api = `/api/projects/${projectId}`;
    this.#events = events;
    this.#person = person;
    this.#leaseMs = leaseMinutes * 60_000;
    this.#handover = `activelabel.handover.${projectId}.${person}`;
    const { session, front } = takeOver(this.#handover);
    this.#session = session ?? newId();
    if (front) this.hand.take([front]);
    this.#presence = new Presence(this.#session);
    this.given = new Given(`activelabel.given.${projectId}.${person}`, this.#session);
    // A box for each person: what one has said is never sent as another's.
    this.#outbox = new Outbox(`activelabel.unsent.${projectId}.${person}`, this.#session, this.#presence, {
      send: letter => this.#post(letter.path, letter.session === this.#session ? stamped(letter, this.hand.ids, this.#outbox.letters) : letter.body),
      sent: (letter, answer) => this.#sent(letter, answer),
      refused: (letter, reason) => this.#refused(letter, reason),
      changed: line => this.#connection(line),
    });
  }

  /** Sends what an earlier page left behind, and asks for the first images. */
  async start() {
    this.#upkeep = new Upkeep(this.#leaseMs, {
      renew: () => this.#renew(), fill: () => this.fill(), isWanting: () => this.hand.size === 0, isCutOff: () => this.line !== 'open', state: () => this.state,
    });
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#comeBack);
    await this.#outbox.inherit();
    this.fill();
    // Not beside the former: both stand in for the tab's last page.
    this.#restored = this.given.restore(this.#presence);
    await this.#restored;
    this.#events.recalled();
    this.#outbox.inherit();
  }

  get unsent() { return this.#outbox.size; }

  /** Somebody is there. */
  active() { this.#upkeep.active(); }

  /**
   * Answers for the image in front and brings the next one there.
   * @param {'class' | 'skip' | 'poorExample'} kind @param {number | null} classId @param {number} tookMs
   */
  give(kind, classId, tookMs) {
    this.given.add(this.#say(this.hand.advance(), kind, classId, tookMs));
  }

  /** Gives an earlier image another answer. @param {import('./given.js').Said} old */
  correct(old, kind, classId, tookMs) {
    this.#withdraw(old);
    this.given.replace(old, this.#say(old.picture, kind, classId, tookMs));
  }

  /** Takes an earlier label back and its image to the front. @param {import('./given.js').Said} given */
  takeBack(given) {
    this.given.remove(given.id);
    this.#withdraw(given);
    this.hand.putBack(given.picture);
  }

  /**
   * Takes the newest label back and its image to the front; asks the server where this tab has given none.
   * @returns {Promise<Picture | null>}
   */
  async undo() {
    await this.#restored;
    const last = this.given.all.at(-1);
    if (!last) return this.#undoEarlier();
    this.takeBack(last);
    return last.picture;
  }

  /** @returns {Promise<{stamp: string, classes: import('./choices.js').ClassChoice[]} | null>} Null where that has to wait. */
  async classes() { return this.#post(`${this.#api}/classes`, {}).catch(() => null); }

  /** Asks for images until the hand is full. */
  async fill() {
    // What is unsent will bring images with its answers; asking beside it could deal an answered image again.
    if (this.#asking || this.#outbox.size > 0 || this.hand.size >= IN_HAND) return;
    this.#asking = true;
    try {
      const answer = await this.#post(`${this.#api}/lease`, { session: this.#session, most: IN_HAND, holding: this.hand.ids });
      this.#deal(answer);
      this.#connection('open');
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking = false;
    }
  }

  /** The page is about to be loaded anew by itself: the next one goes on with the same images. */
  stay() {
    this.#staying = handOver(this.#handover, this.#session, this.hand.current?.leased);
  }

  close() {
    this.#upkeep.close();
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#comeBack);
    this.#outbox.close();
    this.#leave();
    this.hand.clear();
  }

  #post(path, body) { return post(path, body, this.#person); }

  /** @returns {import('./given.js').Said} */
  #say(picture, kind, classId, tookMs) {
    const id = newId();
    const body = { id, imageId: picture.id, session: this.#session, kind, tookMs: Math.round(tookMs) };
    this.#outbox.add({ id, path: `${this.#api}/labels`, session: this.#session, body: classId === null ? body : { ...body, classId } });
    return { id, picture, kind, classId };
  }

  #withdraw(given) {
    if (this.#outbox.recall(given.id)) return;
    const id = newId();
    this.#outbox.add({ id, path: `${this.#api}/undo`, session: this.#session, body: { id, session: this.#session, label: given.id }, imageId: given.picture.id });
  }

  #sent(letter, answer) {
    if (answer.answeredBefore) this.#events.told('This image had an answer already. Yours is kept beside it.');
    if (answer.withSomebodyElse) this.#events.told('Somebody else has this image by now. Your answer is kept beside theirs.');
    const own = letter.session === this.#session;
    if (own && letter.path.endsWith('/undo')) this.#takenBack(letter, answer);
    if (own && answer.images) this.#deal(answer); else this.#know(answer.state);
    this.fill();
  }

  /** Taken back in the browser already; only what the server knows better is news. */
  #takenBack(letter, answer) {
    if (answer.image && !answer.elsewhere || !this.hand.remove(letter.imageId)) return;
    this.#events.told(answer.gone ? GONE : answer.image ? 'Taken back. Somebody else has that image by now, so it is theirs.' : 'That label was taken back already, in another tab.');
    this.#events.dealt();
  }

  /** An answer that was not taken is asked for again, unless it is another page's. */
  #refused(letter, reason) {
    const given = this.given.remove(letter.id);
    if (given) this.hand.putBack(given.picture);
    this.#events.refused(given ? `That label was not taken. ${reason}` : reason, given !== undefined);
    this.#events.dealt();
    // Perhaps the classes are others by now.
    this.#renew();
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
      const answer = await this.#post(`${this.#api}/undo`, { id: newId(), session: this.#session });
      this.#know(answer.state);
      if (answer.gone) {
        this.#events.told(GONE);
        return 'gone';
      }
      if (!answer.image || answer.elsewhere) return null;
      const picture = new Picture(answer.image);
      this.hand.putBack(picture);
      return picture;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  async #renew() {
    if (this.#outbox.size > 0) return;
    try {
      const answer = await this.#post(`${this.#api}/renew`, { session: this.#session });
      this.#know(answer.state);
      // Labels given meanwhile bring their own truth.
      if (this.#outbox.size === 0 && this.hand.keepOnly(new Set(answer.held))) {
        this.#events.told('The image you were looking at went to somebody else meanwhile.');
      }
      this.#connection('open');
      this.#events.dealt();
      this.fill();
    } catch (error) {
      this.#failed(error);
    }
  }

  #connection(line) {
    this.line = line;
    this.#events.connection();
  }

  #failed(error) {
    if (error instanceof Unreachable) this.#connection('away');
    else if (error instanceof Barred) this.#connection(lineOf(error));
    else this.#events.refused(error.message);
    this.#events.dealt();
  }

  // Unsent labels belong to the session's leases: then these are left to run out by themselves.
  #leave = () => {
    if (this.#outbox.size === 0 && !this.#staying) tell(`${this.#api}/release`, { session: this.#session });
    this.#presence.leave();
  };

  /** Back by the browser's button, as the page was left: its images were given back, its labels perhaps sent by another page. */
  #comeBack = event => {
    if (!event.persisted) return;
    this.#presence.hold();
    this.hand.clear();
    this.#events.dealt();
    this.#outbox.inherit().then(() => this.fill());
  };
}

// What this tab has said, newest last, kept over a reload: what undo takes back, and what can be looked at again.

import { Picture } from './picture.js';

/** Labels that can be taken back one by one without asking the server which they were. */
const REMEMBERED = 20;
/** Images that a reload fetches again for it; of what is older the server knows. */
const RESTORED = 8;
const PATIENCE_MS = 1_500;
const LOOK_MS = 150;

/**
 * @typedef {object} Said
 * @property {string} id Of the label.
 * @property {Picture} picture
 * @property {'class' | 'skip' | 'poorExample'} kind
 * @property {number | null} classId
 */

export class Given {
  /** @type {Said[]} */ all = [];
  #key;
  #session;

  /** @param {string} key In the tab's storage. @param {string} session Of this page. */
  constructor(key, session) {
    this.#key = key;
    this.#session = session;
  }

  /**
   * Brings back what the tab's last page has kept. A tab that was duplicated has a copy of it while the other is still
   * open: then it is not its own.
   * @param {import('./presence.js').Presence} presence
   */
  async restore(presence) {
    const kept = read(this.#key);
    if (!kept?.session || kept.session !== this.#session && !await isGone(presence, kept.session)) return;
    this.all = [...kept.given.slice(-RESTORED).map(({ leased, ...rest }) => ({ ...rest, picture: new Picture(leased) })), ...this.all];
    this.#keep();
  }

  /** @param {Said} given */
  add(given) {
    this.all.push(given);
    while (this.all.length > REMEMBERED) this.all.shift();
    this.#keep();
  }

  /** @param {string} id @returns {Said | undefined} The one that was taken out. */
  remove(id) {
    const place = this.all.findIndex(given => given.id === id);
    if (place < 0) return undefined;
    const [given] = this.all.splice(place, 1);
    this.#keep();
    return given;
  }

  /** @param {Said} old @param {Said} given In its place. */
  replace(old, given) {
    const place = this.all.indexOf(old);
    if (place >= 0) this.all[place] = given; else this.all.push(given);
    this.#keep();
  }

  #keep() {
    const given = this.all.map(({ id, picture, kind, classId }) => ({ id, leased: picture.leased, kind, classId }));
    try { sessionStorage.setItem(this.#key, JSON.stringify({ session: this.#session, given })); } catch { /* lasts as long as the page */ }
  }
}

/** The tab's last page may be on its way out still. */
async function isGone(presence, session) {
  for (let left = PATIENCE_MS; left > 0; left -= LOOK_MS) {
    if (await presence.inPlaceOf(session)) return true;
    await new Promise(resolve => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key) ?? 'null'); } catch { return null; }
}

// The images that this page holds: the one in front and those that come next.

import { Picture } from './picture.js';

export class Hand {
  /** @type {Picture | null} */ current = null;
  /** @type {Picture[]} */ next = [];

  /** @returns {number[]} */
  get ids() { return [...(this.current ? [this.current.id] : []), ...this.next.map(picture => picture.id)]; }

  get size() { return this.next.length + (this.current ? 1 : 0); }

  /** @param {import('./picture.js').Leased[]} images Best first; those in hand already are passed over. */
  take(images) {
    const known = new Set(this.ids);
    for (const leased of images) {
      if (!known.has(leased.id)) this.next.push(new Picture(leased));
    }
  }

  /** Brings the next image to the front. @returns {Picture | null} The one that was there. */
  advance() {
    const before = this.current;
    this.current = this.next.shift() ?? null;
    return before;
  }

  /** Puts an image in front of the one in front. @param {Picture} picture */
  putBack(picture) {
    this.next = this.next.filter(other => other.id !== picture.id);
    if (this.current && this.current.id !== picture.id) this.next.unshift(this.current);
    this.current = picture;
  }

  /** Lets go of one image. @returns {boolean} Whether it was there. */
  remove(id) {
    if (this.current?.id === id) {
      this.advance();
      return true;
    }
    const before = this.next.length;
    this.next = this.next.filter(picture => picture.id !== id);
    return this.next.length < before;
  }

  /** Lets go of what is not held any more. @param {Set<number>} held @returns {boolean} Whether the image in front is gone. */
  keepOnly(held) {
    const lost = this.current !== null && !held.has(this.current.id);
    for (const picture of this.next) if (!held.has(picture.id)) picture.drop();
    this.next = this.next.filter(picture => held.has(picture.id));
    if (lost) this.advance();
    return lost;
  }

  clear() {
    this.current?.drop();
    this.next.forEach(picture => picture.drop());
    this.current = null;
    this.next = [];
  }
}

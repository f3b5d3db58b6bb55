// An image's bytes, fetched and decoded before anybody needs them, so that showing it is a matter of one frame. Of a
// large image these are as many pixels as the screen has; more of them only for who looks closer.

import { closerAddress, screenAddress } from './size.js';

const AGAIN_MS = 1_000;

/** @typedef {{id: number, url: string, width: number, height: number, round?: number, guess?: {classId: number, probability: number} | null, why?: string | null, shrunk?: number | null}} Leased */

export class Picture {
  /** @type {'loading' | 'ready' | 'broken'} */ state = 'loading';
  #dropped = false;

  /** @param {Leased} leased */
  constructor(leased) {
    this.leased = leased;
    this.element = elementFor(leased.id);
    /** @type {Promise<void>} When the image is ready, or known to be broken. */
    this.settled = this.#load();
  }

  get id() { return this.leased.id; }

  /** Stops trying. */
  drop() { this.#dropped = true; }

  /** @returns {Promise<HTMLImageElement | null>} With as many pixels as this device can bear; null where there are no more than these. */
  async closer() {
    const address = closerAddress(this.leased, this.element);
    const reply = address && await fetch(address).catch(() => null);
    if (!reply?.ok) return null;
    const image = elementFor(this.leased.id);
    return await decode(image, await reply.blob()) ? image : null;
  }

  async #load() {
    while (!this.#dropped) {
      const reply = await fetch(screenAddress(this.leased)).catch(() => null);
      if (reply?.ok) {
        this.state = await decode(this.element, await reply.blob()) ? 'ready' : 'broken';
        return;
      }
      // Without an answer it is the connection that is broken, not the image.
      if (reply && reply.status < 500) break;
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
    this.state = 'broken';
  }
}

function elementFor(id) {
  const element = new Image();
  // The file's name may give the class away, so it is no text for the image either.
  element.alt = 'The image to judge';
  element.dataset.imageId = String(id);
  element.decoding = 'sync';
  element.draggable = false;
  return element;
}

async function decode(element, bytes) {
  const address = URL.createObjectURL(bytes);
  try {
    element.src = address;
    await element.decode();
    return true;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}

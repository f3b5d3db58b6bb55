// An image's bytes, fetched and decoded before anybody needs them, so that showing it is a matter of one frame.

const AGAIN_MS = 1_000;

/** @typedef {{id: number, url: string, width: number, height: number, round?: number, guess?: {classId: number, probability: number} | null, why?: string | null}} Leased */

export class Picture {
  element = new Image();
  /** @type {'loading' | 'ready' | 'broken'} */ state = 'loading';
  #dropped = false;

  /** @param {Leased} leased */
  constructor(leased) {
    this.leased = leased;
    // The file's name may give the class away, so it is no text for the image either.
    this.element.alt = 'The image to judge';
    this.element.dataset.imageId = String(leased.id);
    this.element.decoding = 'sync';
    this.element.draggable = false;
    /** @type {Promise<void>} When the image is ready, or known to be broken. */
    this.settled = this.#load();
  }

  get id() { return this.leased.id; }

  /** Stops trying. */
  drop() { this.#dropped = true; }

  async #load() {
    while (!this.#dropped) {
      const reply = await fetch(this.leased.url).catch(() => null);
      if (reply?.ok) return this.#decode(await reply.blob());
      // Without an answer it is the connection that is broken, not the image.
      if (reply && reply.status < 500) break;
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
    this.state = 'broken';
  }

  async #decode(bytes) {
    const address = URL.createObjectURL(bytes);
    try {
      this.element.src = address;
      await this.element.decode();
      this.state = 'ready';
    } catch {
      this.state = 'broken';
    } finally {
      URL.revokeObjectURL(address);
    }
  }
}

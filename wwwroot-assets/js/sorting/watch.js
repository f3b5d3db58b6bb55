// Whether a page of images can have been looked at: nothing is confirmed that nobody can have seen.

/** From the moment at which all images are painted. */
const LEAST_LOOK_MS = 1_000;
/** Of an image's area, to have been in sight. */
const SHARE_SEEN = 0.6;
const AGAIN_MS = 1_000;

export class Watch {
  #changed;
  #broken;
  /** @type {Set<Element>} */ #unseen = new Set();
  /** @type {Set<Element>} */ #coming = new Set();
  /** @type {IntersectionObserver | null} */ #observer = null;
  #paintedAt = Infinity;
  #timer = 0;

  /** @param {() => void} changed @param {(cell: HTMLElement) => void} broken An image that cannot be shown. */
  constructor(changed, broken) {
    this.#changed = changed;
    this.#broken = broken;
  }

  /** @param {HTMLElement[]} cells Each with one image. */
  begin(cells) {
    this.close();
    this.#unseen = new Set(cells);
    this.#coming = new Set(cells);
    this.#paintedAt = Infinity;
    // In the window, less what the list hides by scrolling.
    this.#observer = new IntersectionObserver(entries => this.#seen(entries), { threshold: SHARE_SEEN });
    for (const cell of cells) {
      this.#observer.observe(cell);
      this.#await(cell, this.#coming);
    }
  }

  /** Images that have not been in sight. @returns {HTMLElement[]} */
  get unseen() { return [...this.#unseen]; }

  get coming() { return this.#coming.size; }

  /** When all were painted; Infinity until then. */
  get paintedAt() { return this.#paintedAt; }

  get isReady() { return this.#unseen.size === 0 && performance.now() - this.#paintedAt >= LEAST_LOOK_MS; }

  close() {
    this.#coming = new Set();
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
  }

  /** @param {HTMLElement} cell @param {Set<Element>} coming Of the page that it belongs to. */
  async #await(cell, coming) {
    const picture = cell.querySelector('img');
    const address = picture.src;
    for (let answered = false; coming === this.#coming;) {
      if (await picture.decode().then(() => true, () => false)) break;
      if (coming !== this.#coming) return;
      if (answered) {
        this.#broken(cell);
        break;
      }
      // Without an answer it is the connection that is broken, not the image.
      const reply = await fetch(address).catch(() => null);
      answered = reply !== null && reply.status < 500;
      if (!answered) await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
      picture.removeAttribute('src');
      picture.src = address;
    }
    if (coming === this.#coming) this.#came(cell);
  }

  #seen(entries) {
    for (const entry of entries) {
      // A place whose image has not come has not been seen.
      if (entry.isIntersecting && !this.#coming.has(entry.target)) this.#see(entry.target);
    }
    this.#changed();
  }

  #see(cell) {
    this.#unseen.delete(cell);
    this.#observer.unobserve(cell);
  }

  #came(cell) {
    if (!this.#coming.delete(cell)) return;
    // Reported anew, now that there is something to see.
    this.#observer.unobserve(cell);
    this.#observer.observe(cell);
    if (this.#coming.size === 0) requestAnimationFrame(() => {
      this.#paintedAt = performance.now();
      this.#timer = setTimeout(this.#changed, LEAST_LOOK_MS);
      this.#changed();
    });
  }
}

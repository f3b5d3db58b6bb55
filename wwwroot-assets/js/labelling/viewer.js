// The frame in which one image lies: fitted, enlarged or moved, lighter or darker, and never blurred more than need be.

const LARGEST = 32;
const STEP = 1.25;
/** Crops of a hundred pixels are shown larger, but not so large that only blur is left. */
const LARGEST_FIT = 6;
/** From here on a person counts pixels, and wants to see them. */
const PIXELS_FROM = 10;
/** Less than this much too few pixels are not seen. */
const CLOSER_FROM = 1.2;
const TWICE_MS = 350;
const TWICE_PX = 30;

export class Viewer {
  /** @type {HTMLElement} */ #frame;
  /** @type {HTMLImageElement | null} */ #image = null;
  /** @type {import('./picture.js').Picture | null} */ #picture = null;
  /** Of a large image: whether more of its pixels have been asked for. @type {'none' | 'coming' | 'there'} */ #closer = 'none';
  #size = { width: 1, height: 1 };
  #scale = 1;
  #fits = true;
  #offset = { x: 0, y: 0 };
  /** @type {Map<number, {x: number, y: number}>} */ #pointers = new Map();
  /** The last tap of a finger. */ #tap = { at: 0, x: 0, y: 0 };
  #touched = false;
  #pinched = false;
  #onZoom;
  #observer;

  /** @param {HTMLElement} frame @param {(text: string, fits: boolean) => void} onZoom */
  constructor(frame, onZoom) {
    this.#frame = frame;
    this.#onZoom = onZoom;
    this.#observer = new ResizeObserver(() => this.#fits ? this.fit() : this.#place());
    this.#observer.observe(frame);
    frame.addEventListener('wheel', this.#wheel, { passive: false });
    frame.addEventListener('pointerdown', this.#down);
    frame.addEventListener('pointermove', this.#move);
    for (const end of ['pointerup', 'pointercancel']) frame.addEventListener(end, this.#up);
    frame.addEventListener('dblclick', event => { if (!this.#touched) this.toggle(this.#at(event)); });
  }

  get fits() { return this.#fits; }

  /** @param {import('./picture.js').Picture | null} picture Decoded. */
  show(picture) {
    this.#image = picture?.element ?? null;
    this.#picture = picture;
    this.#closer = 'none';
    this.#pointers.clear();
    if (!picture) return this.#frame.replaceChildren();
    const { element: image, leased } = picture;
    // The natural size is the truth, unless a smaller version is shown; the record serves while it is not known.
    this.#size = leased.shrunk || !image.naturalWidth ? { width: leased.width, height: leased.height } : { width: image.naturalWidth, height: image.naturalHeight };
    this.fit();
    this.#frame.replaceChildren(image);
  }

  fit() {
    this.#fits = true;
    this.#scale = this.#fitScale();
    this.#offset = { x: 0, y: 0 };
    this.#place();
  }

  /** Between fitted and one image pixel to one screen pixel. */
  toggle(at = { x: 0, y: 0 }) {
    if (this.#fits) this.#zoomTo(1 / devicePixelRatio, at); else this.fit();
  }

  zoomIn(at = { x: 0, y: 0 }) { this.#zoomTo(this.#scale * STEP, at); }

  zoomOut(at = { x: 0, y: 0 }) { this.#zoomTo(this.#scale / STEP, at); }

  /** Moves the view by parts of the frame. @returns {boolean} False where the whole image is in view. */
  pan(x, y) {
    if (this.#fits) return false;
    this.#offset = { x: this.#offset.x + x * this.#frame.clientWidth, y: this.#offset.y + y * this.#frame.clientHeight };
    this.#place();
    return true;
  }

  /** @param {number} brightness In percent. @param {number} contrast In percent. */
  adjust(brightness, contrast) {
    this.#frame.style.filter = brightness === 100 && contrast === 100 ? '' : `brightness(${brightness}%) contrast(${contrast}%)`;
  }

  close() { this.#observer.disconnect(); }

  #fitScale() {
    const { clientWidth, clientHeight } = this.#frame;
    const scale = Math.min(clientWidth / this.#size.width, clientHeight / this.#size.height);
    if (!(scale > 0)) return 1;
    // Halves of screen pixels keep fine lines even when a small image is enlarged.
    const ratio = devicePixelRatio;
    return scale * ratio < 2 ? scale : Math.min(Math.floor(scale * ratio * 2) / 2 / ratio, LARGEST_FIT);
  }

  #zoomTo(scale, at) {
    const smallest = Math.min(this.#fitScale(), 1 / devicePixelRatio);
    const wanted = Math.min(LARGEST, Math.max(smallest, scale));
    const factor = wanted / this.#scale;
    this.#offset = { x: at.x - (at.x - this.#offset.x) * factor, y: at.y - (at.y - this.#offset.y) * factor };
    this.#scale = wanted;
    this.#fits = false;
    this.#place();
  }

  #place() {
    if (!this.#image) return;
    const width = this.#size.width * this.#scale;
    const height = this.#size.height * this.#scale;
    // An image may be pushed to its own edge, not out of sight.
    const room = { x: Math.max(0, (width - this.#frame.clientWidth) / 2), y: Math.max(0, (height - this.#frame.clientHeight) / 2) };
    this.#offset = { x: clamp(this.#offset.x, room.x), y: clamp(this.#offset.y, room.y) };
    const { style } = this.#image;
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.transform = `translate(-50%, -50%) translate(${this.#offset.x}px, ${this.#offset.y}px)`;
    style.imageRendering = this.#scale >= PIXELS_FROM ? 'pixelated' : 'auto';
    this.#frame.classList.toggle('movable', room.x > 0 || room.y > 0);
    if (this.#closer === 'none' && width * devicePixelRatio > this.#image.naturalWidth * CLOSER_FROM) this.#lookCloser();
    this.#onZoom(`${Math.round(this.#scale * devicePixelRatio * 100)}%${this.#closer === 'coming' ? '…' : ''}`, this.#fits);
  }

  /** More is shown of a large image than its picture has: then better more of its pixels. */
  async #lookCloser() {
    const picture = this.#picture;
    if (!picture?.leased.shrunk) return;
    this.#closer = 'coming';
    const image = await picture.closer();
    if (picture !== this.#picture) return;
    this.#closer = 'there';
    if (image) {
      this.#image = image;
      this.#frame.replaceChildren(image);
    }
    this.#place();
  }

  #wheel = event => {
    event.preventDefault();
    this.#zoomTo(this.#scale * Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), this.#at(event));
  };

  #down = event => {
    if (event.button !== 0) return;
    this.#touched = event.pointerType === 'touch';
    if (this.#pointers.size > 0) this.#tap.at = 0;
    this.#frame.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
  };

  #move = event => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#at(event);
    const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.#pointers.set(event.pointerId, now);
    if (other) {
      this.#pinched = true;
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      this.#zoomTo(this.#scale * distance(now, other) / Math.max(1, distance(before, other)), middle);
    } else if (!this.#fits) {
      this.#offset = { x: this.#offset.x + now.x - before.x, y: this.#offset.y + now.y - before.y };
      this.#place();
    }
  };

  #up = event => {
    const from = this.#pointers.delete(event.pointerId);
    if (this.#pointers.size > 0) { this.#tap.at = 0; return; }
    // Pinched back to about the whole, it is meant to be the whole.
    if (this.#pinched && this.#scale <= this.#fitScale() * 1.03) this.fit();
    this.#pinched = false;
    if (from && event.type === 'pointerup' && event.pointerType === 'touch') this.#tapped(event);
  };

  /** Two taps at one place, quickly: browsers tell of them as a double click or not at all. */
  #tapped(event) {
    const tap = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const double = tap.at - this.#tap.at < TWICE_MS && distance(tap, this.#tap) < TWICE_PX;
    this.#tap = double ? { ...tap, at: 0 } : tap;
    if (!double) return;
    // A finger that taps twice wants it larger, also where one to one would be smaller.
    if (this.#fits) this.#zoomTo(Math.max(1 / devicePixelRatio, this.#scale * 2.5), this.#at(event)); else this.fit();
  }

  /** Where a pointer is, from the middle of the frame. */
  #at(event) {
    const box = this.#frame.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }
}

const clamp = (value, room) => Math.min(room, Math.max(-room, value));
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

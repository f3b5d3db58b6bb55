// The frame in which one image lies: fitted, enlarged or moved, lighter or darker, and never blurred more than need be.

const LARGEST = 32;
const STEP = 1.25;
/** Crops of a hundred pixels are shown larger, but not so large that only blur is left. */
const LARGEST_FIT = 6;
/** From here on a person counts pixels, and wants to see them. */
const PIXELS_FROM = 10;

export class Viewer {
  /** @type {HTMLElement} */ #frame;
  /** @type {HTMLImageElement | null} */ #image = null;
  #size = { width: 1, height: 1 };
  #scale = 1;
  #fits = true;
  #offset = { x: 0, y: 0 };
  /** @type {Map<number, {x: number, y: number}>} */ #pointers = new Map();
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
    frame.addEventListener('dblclick', event => this.toggle(this.#at(event)));
  }

  /** @param {HTMLImageElement | null} image Decoded. @param {{width: number, height: number}} size In its own pixels. */
  show(image, size) {
    this.#image = image;
    this.#pointers.clear();
    if (!image) return this.#frame.replaceChildren();
    // The natural size is the truth; the record serves while it is not known.
    this.#size = { width: image.naturalWidth || size.width, height: image.naturalHeight || size.height };
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
    style.imageRendering = this.#scale * devicePixelRatio >= PIXELS_FROM ? 'pixelated' : 'auto';
    this.#frame.classList.toggle('movable', room.x > 0 || room.y > 0);
    this.#onZoom(`${Math.round(this.#scale * devicePixelRatio * 100)}%`, this.#fits);
  }

  #wheel = event => {
    event.preventDefault();
    this.#zoomTo(this.#scale * Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), this.#at(event));
  };

  #down = event => {
    if (event.button !== 0) return;
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
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      this.#zoomTo(this.#scale * distance(now, other) / Math.max(1, distance(before, other)), middle);
    } else if (!this.#fits) {
      this.#offset = { x: this.#offset.x + now.x - before.x, y: this.#offset.y + now.y - before.y };
      this.#place();
    }
  };

  #up = event => { this.#pointers.delete(event.pointerId); };

  /** Where a pointer is, from the middle of the frame. */
  #at(event) {
    const box = this.#frame.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }
}

const clamp = (value, room) => Math.min(room, Math.max(-room, value));
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

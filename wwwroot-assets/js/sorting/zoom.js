// One image of the page, large, and on to its neighbours.

export class Zoom {
  #dialog;
  #image;
  #events;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {object} events
   * @param {(step: number) => void} events.step To a neighbour.
   * @param {(event: KeyboardEvent) => boolean} events.key Whether a key meant something.
   * @param {() => void} events.closed
   */
  constructor(dialog, events) {
    this.#dialog = dialog;
    this.#image = dialog.querySelector('img');
    this.#events = events;
    dialog.addEventListener('keydown', event => this.#key(event));
    dialog.addEventListener('click', event => { if (event.target === dialog || event.target === this.#image) this.close(); });
    dialog.addEventListener('close', () => events.closed());
  }

  get isOpen() { return this.#dialog.open; }

  /** @param {import('./desk.js').GridImage} image @param {string} text What it is taken for. */
  show(image, text) {
    if (this.#image.getAttribute('src') !== image.url) this.#image.src = image.url;
    // A small image is enlarged as far as it still tells more.
    this.#image.style.setProperty('--width', `${image.width * 4}px`);
    this.#image.alt = text;
    this.#dialog.querySelector('[data-part="zoomed"]').textContent = text;
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  close() { if (this.#dialog.open) this.#dialog.close(); }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat && !event.key.startsWith('Arrow')) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const presses = event.target instanceof Element && event.target.closest('button');
    if (step) this.#events.step(step);
    else if (event.key === ' ' && !presses) this.close();
    else if (event.key === 'Escape' || event.key === ' ' || event.key === 'Enter' || event.key === 'Tab' || !this.#events.key(event)) return;
    event.preventDefault();
  }
}

// Says things: aloud to a screen reader, in passing on the page.

const TOAST_MS = 4_000;

export class Speaker {
  #aloud;
  #toast;
  #timer = 0;

  /** @param {HTMLElement} aloud A polite live region out of sight. @param {HTMLElement} toast A status on the page. */
  constructor(aloud, toast) {
    this.#aloud = aloud;
    this.#toast = toast;
  }

  /** @param {string} text Said, not shown. */
  say(text) { this.#aloud.textContent = text; }

  /** @param {string} text Shown for a moment, and said. */
  toast(text) { this.#show(text, false, TOAST_MS); }

  /** @param {string} text Shown for longer, since something went wrong. */
  warn(text) { this.#show(text, true, 3 * TOAST_MS); }

  #show(text, warning, lasting) {
    clearTimeout(this.#timer);
    this.#toast.textContent = text;
    this.#toast.classList.toggle('warning', warning);
    this.#toast.classList.add('shown');
    this.#timer = setTimeout(() => this.#toast.classList.remove('shown'), lasting);
  }
}

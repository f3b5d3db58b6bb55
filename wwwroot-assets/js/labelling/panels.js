// What the stage says when there is no image on it. The words are in the page; this chooses among them.

/** Waiting shorter than this needs no words. */
const PATIENCE_MS = 250;

export class Panels {
  /** @type {HTMLElement[]} */ #panels;
  #timer = 0;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#panels = [...stage.querySelectorAll('[data-panel]')];
  }

  /** @param {string | null} name Null where the image speaks for itself. */
  show(name) {
    clearTimeout(this.#timer);
    if (name === 'loading' && this.#panels.every(panel => panel.hidden)) this.#timer = setTimeout(() => this.#reveal(name), PATIENCE_MS);
    else this.#reveal(name);
  }

  close() { clearTimeout(this.#timer); }

  #reveal(name) {
    for (const panel of this.#panels) panel.hidden = panel.dataset.panel !== name;
  }
}

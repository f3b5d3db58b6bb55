// Looking again at one of the last images: with its answer before one's eyes it can be corrected, taken back or left.

export class LookBack {
  /** @type {import('./given.js').Said | null} */ looked = null;
  #root;
  #given;
  #choices;
  #changed;

  /**
   * @param {HTMLElement} root The bench. @param {import('./given.js').Given} given @param {import('./choices.js').Choices} choices
   * @param {() => void} changed Another image is looked at, or none.
   */
  constructor(root, given, choices, changed) {
    this.#root = root;
    this.#given = given;
    this.#choices = choices;
    this.#changed = changed;
  }

  /** @param {string} id Of the label. */
  at(id) { this.#look(this.#given.all.find(given => given.id === id) ?? null); }

  older() {
    const { all } = this.#given;
    this.#look(this.looked ? all[Math.max(0, all.indexOf(this.looked) - 1)] ?? null : all.at(-1) ?? null);
  }

  newer() { if (this.looked) this.#look(this.#given.all[this.#given.all.indexOf(this.looked) + 1] ?? null); }

  close() { if (this.looked) this.#look(null); }

  /** Without showing anything else yet. */
  forget() {
    this.looked = null;
    this.#mark();
  }

  #look(given) {
    this.looked = given;
    this.#mark();
    this.#changed();
  }

  #mark() {
    const given = this.looked;
    const bar = this.#root.querySelector('[data-part="look"]');
    bar.hidden = !given;
    this.#root.classList.toggle('looking', given !== null);
    for (const [classId, button] of this.#choices.buttons) {
      if (given?.kind === 'class' && String(given.classId) === classId) button.setAttribute('aria-pressed', 'true');
      else button.removeAttribute('aria-pressed');
    }
    if (!given) return;
    const ago = this.#given.all.length - this.#given.all.indexOf(given);
    const answer = given.kind === 'skip' ? 'skipped' : given.kind === 'poorExample' ? 'a poor example' : this.#choices.button(given.classId)?.dataset.says ?? 'a class that is gone';
    bar.querySelector('span').textContent = `${ago === 1 ? 'Your last label' : `${ago} labels ago`}: ${answer}`;
  }
}

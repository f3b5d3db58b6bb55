// The class buttons, which the page has rendered, kept in line with the project's classes while the page is open.

/** @typedef {{id: number, name: string, key: string, definition: string, colour: number}} ClassChoice */
/** @typedef {{id: number, countsAs: string | null}} FormerClass A class that is gone, and the class that its labels count as. */

export class Choices {
  /** @type {Map<string, HTMLElement>} Class buttons by class id, in their order. */ buttons;
  /** What the classes were when the buttons were brought in line with them. @type {string} */ stamp;
  #group;
  #dialog;
  #pattern;
  #renewing = false;

  /** @param {HTMLElement} root @param {HTMLDialogElement} dialog Says what changed, and waits until that is read. */
  constructor(root, dialog) {
    this.stamp = root.dataset.classes;
    this.#dialog = dialog;
    this.#group = root.querySelector('.class-buttons');
    this.#read();
    this.#pattern = this.#group.firstElementChild?.cloneNode(true);
  }

  button(classId) { return this.buttons.get(String(classId)); }

  /** @param {string} key @returns {string | undefined} */
  meaningOf(key) {
    for (const [classId, button] of this.buttons) if (button.dataset.key === key) return `class:${classId}`;
    return undefined;
  }

  /**
   * Asks for the classes and takes them over. Where a name or key is another, a dialog stands before the image until
   * the person goes on: until then no key gives a label.
   * @param {() => Promise<{stamp: string, classes: ClassChoice[], former: FormerClass[]} | null>} ask
   * @returns {Promise<string[]>} What changed, in words.
   */
  async renew(ask) {
    if (this.#renewing) return [];
    this.#renewing = true;
    try {
      const answer = await ask();
      if (!answer || answer.stamp === this.stamp) return [];
      const before = this.buttons;
      this.stamp = answer.stamp;
      this.#group.replaceChildren(...answer.classes.map(choice => this.#draw(choice)));
      this.#read();
      const changes = differences(before, this.buttons, answer.former ?? []);
      if (changes.length > 0) this.#tell(changes);
      return changes;
    } finally {
      this.#renewing = false;
    }
  }

  #read() {
    this.buttons = new Map([...this.#group.querySelectorAll('[data-class-id]')].map(button => [button.dataset.classId, button]));
  }

  /** @param {ClassChoice} choice */
  #draw({ id, name, key, definition, colour }) {
    const button = this.#pattern.cloneNode(true);
    Object.assign(button.dataset, { classId: String(id), key, says: name, definition });
    button.style.setProperty('--class', `var(--class-${colour})`);
    button.style.setProperty('--class-wash', `color-mix(in oklab, var(--class-${colour}) 14%, var(--sheet))`);
    button.title = definition;
    if (key) button.setAttribute('aria-keyshortcuts', key); else button.removeAttribute('aria-keyshortcuts');
    button.querySelector('.class-button-key').hidden = !key;
    button.querySelector('kbd').textContent = key;
    button.querySelector('.class-button-name').textContent = name;
    button.querySelector('.class-button-note').textContent = '';
    return button;
  }

  #tell(changes) {
    this.#dialog.querySelector('[data-part="change-list"]').replaceChildren(...changes.map(text => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }));
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}

/** @param {Map<string, HTMLElement>} before @param {Map<string, HTMLElement>} now @param {FormerClass[]} former @returns {string[]} */
function differences(before, now, former) {
  const changes = [];
  const became = new Map(former.map(({ id, countsAs }) => [String(id), countsAs]));
  for (const [id, { dataset }] of before) {
    if (now.has(id)) continue;
    changes.push(became.get(id) ? `${dataset.says} counts as ${became.get(id)}` : `${dataset.says} is not a class any more`);
  }
  for (const [id, { dataset: { says, key } }] of now) {
    const old = before.get(id)?.dataset;
    if (!old) changes.push(`${says} is new${key ? `, key ${key.toUpperCase()}` : ''}`);
    else {
      if (old.says !== says) changes.push(`${old.says} is called ${says}`);
      if (old.key !== key) changes.push(key ? `${says} has the key ${key.toUpperCase()}` : `${says} has no key`);
    }
  }
  return changes;
}

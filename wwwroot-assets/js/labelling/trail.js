// The last few images with what they were called: a slip is seen a moment after it was made.

const LENGTH = 5;

export class Trail {
  #list;

  /** @param {HTMLElement} list An ordered list; the newest comes last. */
  constructor(list) { this.#list = list; }

  /**
   * @param {import('./picture.js').Picture} picture Its element moves here: it is decoded already.
   * @param {HTMLElement} button What was pressed; it carries the class's colour and name.
   */
  add(picture, button) {
    const item = document.createElement('li');
    item.dataset.image = String(picture.id);
    item.style.setProperty('--class', getComputedStyle(button).getPropertyValue('--class') || 'var(--ink-faint)');
    item.title = button.dataset.says;
    if (picture.state === 'ready') {
      picture.element.removeAttribute('style');
      item.append(picture.element);
    }
    const name = document.createElement('span');
    name.textContent = button.dataset.says;
    item.append(name);
    this.#list.append(item);
    while (this.#list.children.length > LENGTH) this.#list.firstElementChild.remove();
  }

  /** @param {import('./picture.js').Picture} picture */
  takeBack(picture) { this.#list.querySelector(`[data-image="${picture.id}"]:last-child`)?.remove(); }
}

// The chosen images: how many, their pictures, and labels for them.

import { post, Refused, Barred } from '../labelling/post.js';

const SHOWN_AT_ONCE = 48;
const LABELLED_AT_ONCE = 250;

export class Chosen {
  #root;
  #path;
  #person;
  #project;
  #changed;
  #ids = [];
  #shown = 0;
  /** @type {{id: string, imageId: number}[]} */ #last = [];
  #busy = false;
  /** The newest wish for pictures. */ #asked = {};

  /**
   * @param {HTMLElement} root
   * @param {() => Promise<void>} changed Labels are others now.
   */
  constructor(root, changed) {
    this.#root = root;
    this.#project = root.dataset.project;
    this.#path = `/api/projects/${root.dataset.project}/map`;
    this.#person = root.dataset.person;
    this.#changed = changed;
    root.querySelectorAll('[data-class]').forEach(button => button.addEventListener('click', () => this.label(button)));
    this.#part('back').addEventListener('click', () => this.takeBack());
    this.#part('more').addEventListener('click', () => this.#show());
  }

  /** @param {number[]} ids */
  take(ids) {
    this.#ids = ids;
    this.#shown = 0;
    this.#asked = {};
    this.#thumbs.replaceChildren();
    this.#panel.hidden = ids.length === 0 && this.#last.length === 0;
    this.#say(ids.length === 1 ? '1 image chosen' : `${ids.length.toLocaleString('en')} images chosen`);
    this.#enable();
    if (ids.length > 0) this.#show();
    else this.#part('more').hidden = true;
  }

  /** @returns {boolean} Whether the key meant something. */
  press(key) {
    const button = [...this.#root.querySelectorAll('[data-key]')].find(b => b.dataset.key === key && !b.hidden && !b.disabled);
    button?.click();
    return button !== undefined;
  }

  async label(button) {
    if (this.#busy || this.#ids.length === 0) return;
    const classId = button.dataset.class === '' ? null : Number(button.dataset.class);
    const labels = [];
    await this.#work(this.#ids, async some => {
      labels.push(...(await post(`${this.#path}/labels`, { imageIds: some, classId }, this.#person)).labels);
      this.#say(`Labelling: ${labels.length.toLocaleString('en')} of ${this.#ids.length.toLocaleString('en')}`);
    });
    this.#last = labels;
    this.#enable();
    if (labels.length > 0) this.#say(`${labels.length === 1 ? '1 image' : `${labels.length.toLocaleString('en')} images`} labelled ${button.dataset.name}.`);
    await this.#finish();
  }

  async takeBack() {
    if (this.#busy || this.#last.length === 0) return;
    let back = 0;
    await this.#work(this.#last, async some => { back += (await post(`${this.#path}/undo`, { labels: some }, this.#person)).takenBack; });
    this.#last = this.#last.slice(back);
    this.#enable();
    this.#say(`${back === 1 ? '1 label' : `${back.toLocaleString('en')} labels`} taken back.`);
    await this.#finish();
  }

  async #work(all, act) {
    this.#busy = true;
    this.#enable();
    try {
      for (let at = 0; at < all.length; at += LABELLED_AT_ONCE) await act(all.slice(at, at + LABELLED_AT_ONCE));
    } catch (failure) {
      this.#failed = failure instanceof Refused || failure instanceof Barred ? failure.message : 'The program does not answer. What was done before is kept; try again.';
    } finally {
      this.#busy = false;
    }
  }

  async #finish() {
    await this.#changed();
    this.#thumbs.replaceChildren();
    this.#shown = 0;
    if (this.#ids.length > 0) await this.#show();
    if (this.#failed) this.#say(this.#failed);
    this.#failed = null;
  }

  #failed = null;

  async #show() {
    const ids = this.#ids;
    const asked = this.#asked = {};
    const some = ids.slice(this.#shown, this.#shown + SHOWN_AT_ONCE);
    const images = await post(`${this.#path}/images`, { imageIds: some }, this.#person).then(answer => answer.images, () => []);
    // Other images, or the same anew, have been asked for meanwhile.
    if (asked !== this.#asked) return;
    this.#shown += some.length;
    this.#thumbs.append(...images.map(image => this.#cell(image)));
    this.#part('more').hidden = this.#shown >= ids.length;
  }

  #cell(image) {
    const cell = document.createElement('li');
    cell.className = 'pick-cell';
    const link = document.createElement('a');
    link.className = 'pick-tile';
    link.href = `/projects/${this.#project}/images/${image.id}/similar`;
    link.title = image.fileName;
    link.setAttribute('aria-label', `Images like ${image.fileName}, ${image.label ?? 'no label'}, ${image.split}`);
    const picture = Object.assign(document.createElement('img'), { src: image.url, alt: '', loading: 'lazy', width: 128, height: 128 });
    link.append(picture);
    const caption = document.createElement('div');
    caption.className = 'pick-caption soft';
    caption.textContent = `${image.label ?? 'no label'} · ${image.split}`;
    cell.append(link, caption);
    return cell;
  }

  #enable() {
    this.#root.querySelectorAll('[data-class]').forEach(button => { button.disabled = this.#busy || this.#ids.length === 0; });
    Object.assign(this.#part('back'), { hidden: this.#last.length === 0, disabled: this.#busy });
  }

  #say(text) { this.#root.querySelector('[data-part=count]').textContent = text; }

  #part(action) { return this.#root.querySelector(`.map-chosen [data-action=${action}]`); }

  get #thumbs() { return this.#root.querySelector('[data-part=thumbs]'); }

  get #panel() { return this.#root.querySelector('[data-part=chosen]'); }
}

// The last few images with what they were called: a slip is seen a moment after it was made, and one press away.

const LENGTH = 5;
const WIDTH = 120;
const HEIGHT = 60;

export class Trail {
  #list;
  #face;
  /** @type {Map<string, HTMLElement>} By label id. */ #items = new Map();

  /**
   * @param {HTMLElement} list An ordered list; the newest comes last.
   * @param {(given: import('./given.js').Said) => {name: string, colour: string}} face How an answer looks.
   */
  constructor(list, face) {
    this.#list = list;
    this.#face = face;
  }

  /** @param {import('./given.js').Said[]} all Oldest first. @param {import('./given.js').Given | null} looked At which a person looks again. */
  show(all, looked) {
    const shown = looked && all.indexOf(looked) < all.length - LENGTH ? around(all, looked) : all.slice(-LENGTH);
    const items = new Map(shown.map(given => [given.id, this.#items.get(given.id) ?? this.#draw(given)]));
    this.#items = items;
    // What stands already stays in place, so that focus does.
    for (const item of [...this.#list.children]) if (![...items.values()].includes(item)) item.remove();
    for (const item of items.values()) if (item !== [...this.#list.children].at([...items.values()].indexOf(item))) this.#list.append(item);
    for (const [id, item] of items) item.firstElementChild.setAttribute('aria-pressed', String(id === looked?.id));
  }

  #draw(given) {
    const { name, colour } = this.#face(given);
    const item = document.createElement('li');
    item.style.setProperty('--class', colour);
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.look = given.id;
    button.title = `${name}: look at it again`;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: WIDTH, height: HEIGHT });
    given.picture.settled.then(() => paint(canvas, given.picture));
    const label = document.createElement('span');
    label.textContent = name;
    button.append(canvas, label);
    item.append(button);
    return item;
  }
}

function around(all, looked) {
  const place = all.indexOf(looked);
  const from = Math.max(0, Math.min(place - Math.floor(LENGTH / 2), all.length - LENGTH));
  return all.slice(from, from + LENGTH);
}

/** The middle of the picture, as large as fills the canvas. */
function paint(canvas, { state, element }) {
  if (state !== 'ready') return;
  const { naturalWidth: width, naturalHeight: height } = element;
  const scale = Math.max(WIDTH / width, HEIGHT / height);
  const [w, h] = [WIDTH / scale, HEIGHT / scale];
  canvas.getContext('2d').drawImage(element, (width - w) / 2, (height - h) / 2, w, h, 0, 0, WIDTH, HEIGHT);
}

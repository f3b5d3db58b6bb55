// The images of a page side by side: which one is in focus, which are chosen, and what each was marked as.

const LONG_PRESS_MS = 500;
/** Below this an image tells nothing. */
const LEAST_SIDE = 100;
/** Where they do not all fit in sight, they may be larger. */
const SCROLLED_SIDE = 136;
const PHONE = matchMedia('(max-width: 640px)');

/**
 * @typedef {{kind: 'class', classId: number} | {kind: 'skip'} | {kind: 'poorExample'} | {kind: 'none', says: string}} Mark
 * @typedef {{name: string, colour: string}} Said What stands on a marked image.
 */

export class Board {
  /** @type {Map<number, Mark>} By image; whatever has none is what the page is taken for. */ marks = new Map();
  #list;
  #events;
  /** @type {Map<number, HTMLElement>} */ #cells = new Map();
  /** @type {HTMLElement | null} */ #current = null;
  #anchor = 0;
  #observer;
  #pressed = 0;
  #longPressed = false;

  /**
   * @param {HTMLElement} list A listbox.
   * @param {object} events
   * @param {() => void} events.chosen The choice changed.
   * @param {(imageId: number) => void} events.look Somebody wants to see one large.
   * @param {(mark: Mark | undefined) => Said | null} events.says
   */
  constructor(list, events) {
    this.#list = list;
    this.#events = events;
    this.#observer = new ResizeObserver(() => this.#layOut());
    this.#observer.observe(list);
    list.addEventListener('keydown', event => this.#move(event));
    list.addEventListener('click', event => this.#click(event));
    list.addEventListener('focusin', event => this.#focused(event.target.closest('[role=option]')));
    list.addEventListener('pointerdown', event => this.#down(event));
    for (const end of ['pointerup', 'pointercancel', 'pointermove']) list.addEventListener(end, event => this.#up(event));
    list.addEventListener('contextmenu', event => { if (this.#longPressed) event.preventDefault(); });
    list.addEventListener('dblclick', event => { const cell = event.target.closest('[role=option]'); if (cell) this.#events.look(idOf(cell)); });
  }

  /** @returns {HTMLElement[]} */
  get cells() { return [...this.#cells.values()]; }

  get chosen() { return this.cells.filter(cell => cell.getAttribute('aria-selected') === 'true').map(idOf); }

  /** The image in focus. */
  get current() { return this.#current ? idOf(this.#current) : null; }

  /** @param {number} imageId Focus comes to it as soon as it may. */
  set current(imageId) { this.#focused(this.#cells.get(imageId)); }

  get hasFocus() { return this.#list.contains(document.activeElement); }

  /** @param {import('./desk.js').GridImage[]} images @param {Map<number, Mark>} marks @param {string} name Of the list. */
  show(images, marks, name) {
    this.marks = marks;
    this.#list.setAttribute('aria-label', name);
    this.#cells = new Map(images.map(image => [image.id, draw(image)]));
    this.#list.replaceChildren(...this.#cells.values());
    this.#list.scrollTop = 0;
    this.#current = null;
    this.#focused(this.cells[0] ?? null);
    this.#layOut();
    this.refresh();
  }

  focus(imageId = this.current) { this.#cells.get(imageId)?.focus({ preventScroll: false }); }

  /** Marks images, or with no mark takes them for what the page is again. @param {number[]} imageIds @param {Mark | undefined} mark */
  mark(imageIds, mark) {
    for (const id of imageIds) if (mark) this.marks.set(id, mark); else this.marks.delete(id);
    this.choose([]);
    this.refresh();
  }

  /** @param {number[]} imageIds */
  choose(imageIds) {
    const chosen = new Set(imageIds);
    for (const [id, cell] of this.#cells) cell.setAttribute('aria-selected', String(chosen.has(id)));
    this.#events.chosen();
  }

  /** Writes onto the images what they are marked as. */
  refresh() {
    const count = this.#cells.size;
    for (const [place, [id, cell]] of [...this.#cells].entries()) {
      const mark = this.marks.get(id);
      const says = this.#events.says(mark);
      const tag = cell.querySelector('.cell-tag');
      cell.dataset.mark = mark?.kind ?? '';
      tag.hidden = !mark;
      tag.firstElementChild.textContent = mark && says ? says.name : '';
      cell.style.setProperty('--class', says?.colour ?? '');
      cell.setAttribute('aria-label', `Image ${place + 1} of ${count}${says ? `: ${mark ? `marked ${says.name}` : says.name}` : ''}`);
    }
  }

  /** The next image beside one, or that one at the edge. @param {number} imageId @param {number} step */
  beside(imageId, step) {
    const ids = [...this.#cells.keys()];
    return ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(imageId) + step))];
  }

  close() { this.#observer.disconnect(); }

  #focused(cell) {
    if (!cell) return;
    for (const other of this.#cells.values()) other.tabIndex = other === cell ? 0 : -1;
    this.#current = cell;
  }

  #click(event) {
    const cell = event.target.closest('[role=option]');
    if (!cell || this.#longPressed) return;
    const all = this.cells;
    const place = all.indexOf(cell);
    cell.focus({ preventScroll: true });
    if (event.shiftKey) {
      const [from, to] = [Math.min(place, this.#anchor), Math.max(place, this.#anchor)];
      this.choose([...new Set([...this.chosen, ...all.slice(from, to + 1).map(idOf)])]);
    } else {
      this.#anchor = place;
      cell.setAttribute('aria-selected', String(cell.getAttribute('aria-selected') !== 'true'));
      this.#events.chosen();
    }
  }

  #move(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#current) return;
    const columns = getComputedStyle(this.#list).gridTemplateColumns.split(' ').length;
    const all = this.cells;
    const place = all.indexOf(this.#current);
    const to = {
      ArrowRight: place + 1, ArrowLeft: place - 1, ArrowDown: place + columns, ArrowUp: place - columns,
      Home: 0, End: all.length - 1, PageDown: place + 3 * columns, PageUp: place - 3 * columns,
    }[event.key];
    if (event.key === 'Escape' && this.chosen.length > 0) this.choose([]);
    if (to === undefined) return;
    event.preventDefault();
    // Down from the last line but one leads to the last image rather than nowhere.
    const target = all[to] ?? (to >= all.length && Math.floor(place / columns) < Math.floor((all.length - 1) / columns) ? all.at(-1) : null);
    target?.focus();
  }

  #down(event) {
    this.#longPressed = false;
    const cell = event.target.closest('[role=option]');
    if (event.pointerType === 'mouse' || !cell) return;
    this.#pressed = setTimeout(() => {
      this.#longPressed = true;
      this.#events.look(idOf(cell));
    }, LONG_PRESS_MS);
  }

  #up(event) {
    // A finger trembles; from here on it scrolls.
    if (event.type !== 'pointermove' || Math.abs(event.movementX) + Math.abs(event.movementY) > 3) clearTimeout(this.#pressed);
  }

  /** As large as they all fit in sight, in even lines; where that is too small, larger and to be scrolled. */
  #layOut() {
    const { clientWidth, clientHeight } = this.#list;
    const count = this.#cells.size;
    if (count === 0 || clientWidth === 0) return;
    const { columnGap, paddingLeft, position } = getComputedStyle(this.#list);
    const gap = parseFloat(columnGap);
    const [width, height] = [clientWidth, clientHeight].map(length => length - 2 * parseFloat(paddingLeft));
    let [columns, side] = [1, 0];
    for (let lines = 1; lines <= count; lines++) {
      const across = Math.ceil(count / lines);
      const fits = Math.floor(Math.min((width + gap) / across, (height + gap) / lines) - gap);
      if (fits > side) [columns, side] = [across, fits];
    }
    if (PHONE.matches || position === 'static' || side < LEAST_SIDE) {
      columns = PHONE.matches ? 3 : Math.max(1, Math.floor((width + gap) / (SCROLLED_SIDE + gap)));
      side = Math.floor((width + gap) / columns - gap);
    }
    this.#list.style.setProperty('--columns', String(columns));
    this.#list.style.setProperty('--side', `${side}px`);
  }
}

const idOf = cell => Number(cell.dataset.image);

/** @param {import('./desk.js').GridImage} image */
function draw(image) {
  const cell = document.createElement('li');
  cell.setAttribute('role', 'option');
  cell.setAttribute('aria-selected', 'false');
  cell.className = 'cell';
  cell.tabIndex = -1;
  cell.dataset.image = String(image.id);
  // The file's name may give the class away; the list item carries the name for those who do not see it.
  const picture = new Image();
  picture.alt = '';
  picture.draggable = false;
  picture.src = image.thumb;
  const tag = document.createElement('span');
  tag.className = 'cell-tag';
  tag.hidden = true;
  tag.append(document.createElement('span'));
  cell.append(picture, tag);
  if (image.probability !== null && image.probability !== undefined) {
    const sure = document.createElement('span');
    sure.className = 'cell-sure figures';
    sure.textContent = `${Math.round(image.probability * 100)}%`;
    cell.append(sure);
  }
  return cell;
}

// What to sort, how much of it at a time, and what the images without a mark are.

const SIZES = ['12', '24', '36', '60'];
const SIZE_KEY = 'activelabel.grid.size';
const PHONE = matchMedia('(max-width: 640px)');

export class Settings {
  #choice;
  #size;
  #rest;

  /** @param {(name: string) => HTMLSelectElement} part @param {{changed: () => void, rest: () => void, chosen: () => void}} events */
  constructor(part, events) {
    this.#choice = part('choice');
    this.#size = part('size');
    this.#rest = part('rest');
    const kept = read();
    this.#size.value = SIZES.includes(kept) ? kept : PHONE.matches ? '12' : '24';
    this.#size.addEventListener('change', () => { write(this.#size.value); events.changed(); });
    this.#choice.addEventListener('change', events.changed);
    this.#rest.addEventListener('change', events.rest);
    // On to the button: the same press may have closed the list.
    this.#rest.addEventListener('keydown', event => { if (event.key === 'Enter' && this.rest !== null) events.chosen(); });
  }

  /** @returns {import('./desk.js').Wish} */
  get wish() {
    const [kind, id] = this.#choice.value.split(':');
    return { size: Number(this.#size.value), ...(kind === 'class' ? { classId: Number(id) } : kind === 'group' ? { group: Number(id) } : {}) };
  }

  /** The class of the images without a mark. @returns {number | null} */
  get rest() { return this.#rest.value ? Number(this.#rest.value) : null; }

  set rest(classId) { this.#rest.value = classId === null ? '' : String(classId); }

  /** @param {import('./desk.js').Page} page @param {import('../labelling/choices.js').Choices} choices */
  offer(page, choices) {
    const before = this.#choice.value;
    const byLooks = page.choices.some(choice => choice.group !== null);
    const named = page.choices.map(({ classId, group, images }) => classId === null
      ? option(`group:${group}`, `Group ${group + 1} (${images.toLocaleString('en')})`)
      : option(`class:${classId}`, `${choices.button(classId)?.dataset.says ?? '?'} (${images.toLocaleString('en')})`));
    // A class of which nothing is left stays chosen until another is.
    const [kind, id] = before.split(':');
    if (kind === 'class' && !byLooks && choices.button(id) && named.every(one => one.value !== before)) named.push(option(before, `${choices.button(id).dataset.says} (0)`));
    this.#choice.replaceChildren(option('', byLooks ? 'Largest group' : 'Where most is left'), ...named);
    this.#choice.value = [...this.#choice.options].some(one => one.value === before) ? before : '';

    const classes = [...choices.buttons].map(([classId, button]) => option(classId, button.dataset.says));
    this.#rest.replaceChildren(...(page.classId === null || !choices.button(page.classId) ? [option('', 'Choose…')] : []), ...classes);
    this.rest = page.classId !== null && choices.button(page.classId) ? page.classId : null;
  }
}

function option(value, text) {
  const made = document.createElement('option');
  made.value = value;
  made.textContent = text;
  return made;
}

function read() { try { return localStorage.getItem(SIZE_KEY); } catch { return null; } }
function write(size) { try { localStorage.setItem(SIZE_KEY, size); } catch { /* until the page is left */ } }

// The map of all images: moved, zoomed, coloured, and chosen from.

import { Camera } from './mapping/camera.js';
import { Chosen } from './mapping/chosen.js';
import { inside } from './mapping/lasso.js';
import { Painter, shapeFor } from './mapping/painter.js';
import { Points } from './mapping/points.js';
import { post } from './labelling/post.js';

const HOVER_PIXELS = 14;
const MOVE_PIXELS = 60;
const KEY_ZOOM = 1.35;

class MapBench {
  #root;
  #path;
  #painter;
  #points = null;
  #camera = null;
  #looks = [];
  #lasso = [];
  #chosen;
  #frame = 0;
  #hovered = -1;
  #pointers = new Map();
  #stop = new AbortController();
  #known = new Map();

  constructor(root) {
    this.#root = root;
    this.#path = `/api/projects/${root.dataset.project}/map`;
    this.#painter = new Painter(this.#part('canvas'));
    this.#chosen = new Chosen(root, () => this.#colour());
    this.#listen();
  }

  async load() {
    const reply = await fetch(`${this.#path}/points`).catch(() => null);
    if (!reply?.ok) {
      this.#part('loading').textContent = 'The map could not be loaded. Reload the page to try again.';
      return;
    }
    this.#points = new Points(await reply.arrayBuffer());
    this.#camera = new Camera(this.#points.bounds);
    this.#resize();
    await this.#colour();
    this.#part('loading').hidden = true;
    this.#root.dataset.ready = '';
  }

  close() { this.#stop.abort(); cancelAnimationFrame(this.#frame); }

  #listen() {
    const { signal } = this.#stop;
    const canvas = this.#part('canvas');
    this.#part('by').addEventListener('change', () => this.#colour(), { signal });
    this.#root.addEventListener('click', event => this.#act(event.target.closest('[data-action]')?.dataset.action), { signal });
    this.#root.addEventListener('keydown', event => this.#press(event), { signal });
    this.#root.querySelectorAll('[name=map-drag]').forEach(choice => choice.addEventListener('change', () => { this.#part('sheet').dataset.drag = choice.value; }, { signal }));
    // The regions lie beside the map, and belong to the page.
    this.#root.parentElement.addEventListener('click', event => this.#chooseRegion(event.target.closest('[data-map-region]')), { signal });
    canvas.addEventListener('pointerdown', event => this.#down(event), { signal });
    canvas.addEventListener('pointermove', event => this.#moved(event), { signal });
    canvas.addEventListener('pointerup', event => this.#up(event), { signal });
    canvas.addEventListener('pointercancel', event => this.#pointers.delete(event.pointerId), { signal });
    canvas.addEventListener('pointerleave', () => this.#hover(-1), { signal });
    canvas.addEventListener('wheel', event => this.#wheel(event), { signal, passive: false });
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(canvas);
    const themes = new MutationObserver(() => { this.#painter.readColours(); this.#draw(); this.#legend(); });
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    signal.addEventListener('abort', () => { sizes.disconnect(); themes.disconnect(); });
  }

  async #colour() {
    const by = this.#part('by').value;
    const reply = await fetch(`${this.#path}/colours?by=${by}`).catch(() => null);
    if (!reply?.ok || !this.#points) return;
    const colours = await reply.json();
    // Another choice has been made meanwhile, and its answer comes or has come.
    if (by !== this.#part('by').value) return;
    // Images have come or gone since the points were read.
    if (colours.of !== this.#points.mark) {
      const anew = await fetch(`${this.#path}/points`).catch(() => null);
      if (!anew?.ok) return;
      const points = new Points(await anew.arrayBuffer());
      // They go on coming and going, or another choice has been made: the next answer brings both.
      if (colours.of !== points.mark || by !== this.#part('by').value) return;
      this.#points = points;
    }
    const bytes = Uint8Array.from(atob(colours.codes), letter => letter.charCodeAt(0));
    this.#points.groups = new Uint16Array(bytes.buffer);
    const hidden = new Set(this.#looks.filter(look => look.hidden).map(look => look.name));
    this.#looks = colours.groups.map((group, at) => ({ ...group, shape: group.colour === null ? 'circle' : shapeFor(at), hidden: hidden.has(group.name) }));
    this.#part('note').textContent = colours.note ?? '';
    this.#part('note').hidden = !colours.note;
    this.#legend();
    this.#draw();
  }

  #legend() {
    this.#part('legend').replaceChildren(...this.#looks.map(look => {
      const line = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-pressed', String(!look.hidden));
      const sign = document.createElement('canvas');
      sign.setAttribute('aria-hidden', 'true');
      this.#painter.paintSign(sign, look);
      const name = Object.assign(document.createElement('span'), { className: 'clip', textContent: look.name, title: look.name });
      const count = Object.assign(document.createElement('span'), { className: 'figures', textContent: look.count.toLocaleString('en') });
      button.append(sign, name, count);
      button.addEventListener('click', () => {
        look.hidden = !look.hidden;
        button.setAttribute('aria-pressed', String(!look.hidden));
        this.#draw();
      });
      line.append(button);
      return line;
    }));
  }

  #act(action) {
    if (!this.#camera) return;
    const { width, height } = this.#camera;
    if (action === 'in') this.#camera.zoomAt(width / 2, height / 2, KEY_ZOOM);
    else if (action === 'out') this.#camera.zoomAt(width / 2, height / 2, 1 / KEY_ZOOM);
    else if (action === 'all') this.#camera.showAll();
    else if (action === 'view') this.#chooseView();
    else if (action === 'none') this.#choose(() => false);
    else return;
    this.#draw();
  }

  #press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('select, input')) return;
    const key = event.key.toLowerCase();
    const onMap = event.target === this.#part('canvas');
    const moves = { arrowleft: [1, 0], arrowright: [-1, 0], arrowup: [0, 1], arrowdown: [0, -1] };
    const acts = { '+': 'in', '=': 'in', '-': 'out', 0: 'all', enter: 'view', escape: 'none' };
    if (onMap && this.#camera && moves[key]) this.#camera.move(moves[key][0] * MOVE_PIXELS * devicePixelRatio, moves[key][1] * MOVE_PIXELS * devicePixelRatio);
    else if (onMap && acts[key]) this.#act(acts[key]);
    else if (!this.#chosen.press(key)) return;
    event.preventDefault();
    this.#draw();
  }

  #place(event) {
    const box = this.#part('canvas').getBoundingClientRect();
    return [(event.clientX - box.left) * devicePixelRatio, (event.clientY - box.top) * devicePixelRatio];
  }

  #down(event) {
    if (!this.#camera || event.button !== 0) return;
    this.#part('canvas').setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#place(event));
    this.#hover(-1);
    this.#draws = this.#part('sheet').dataset.drag === 'lasso' || event.shiftKey;
    this.#lasso = this.#draws ? [...this.#place(event)] : [];
    this.#travelled = 0;
  }

  #draws = false;

  #travelled = 0;

  #moved(event) {
    if (!this.#camera) return;
    const place = this.#place(event);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      const [x, y] = this.#camera.toMap(...place);
      this.#hover(this.#points.nearest(x, y, (HOVER_PIXELS * devicePixelRatio) / this.#camera.scale, point => !this.#looks[this.#points.groups[point]]?.hidden), event);
      return;
    }
    this.#travelled += Math.hypot(place[0] - before[0], place[1] - before[1]);
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, before, place);
    else if (this.#draws) this.#lasso.push(...place);
    else {
      this.#part('sheet').dataset.moving = '';
      this.#camera.move(place[0] - before[0], place[1] - before[1]);
    }
    this.#pointers.set(event.pointerId, place);
    this.#draw();
  }

  #pinch(pointerId, before, place) {
    const other = [...this.#pointers].find(([id]) => id !== pointerId)[1];
    const apart = from => Math.hypot(from[0] - other[0], from[1] - other[1]) || 1;
    this.#lasso = [];
    this.#camera.zoomAt((place[0] + other[0]) / 2, (place[1] + other[1]) / 2, apart(place) / apart(before));
  }

  #up(event) {
    const place = this.#pointers.get(event.pointerId);
    this.#pointers.delete(event.pointerId);
    delete this.#part('sheet').dataset.moving;
    if (!place || !this.#camera) return;
    if (this.#draws && this.#lasso.length >= 6 && this.#travelled > 8) {
      const outline = Float32Array.from(Array.from({ length: this.#lasso.length / 2 }, (_, i) => this.#camera.toMap(this.#lasso[2 * i], this.#lasso[2 * i + 1])).flat());
      const within = inside(outline);
      const { places } = this.#points;
      this.#choose(point => within(places[2 * point], places[2 * point + 1]));
    } else if (this.#travelled <= 8) {
      const [x, y] = this.#camera.toMap(...place);
      const point = this.#points.nearest(x, y, (HOVER_PIXELS * devicePixelRatio) / this.#camera.scale, p => !this.#looks[this.#points.groups[p]]?.hidden);
      if (point >= 0) this.#choose(p => (p === point ? this.#points.chosen[p] === 0 : this.#points.chosen[p] === 1));
    }
    this.#lasso = [];
    this.#draw();
  }

  #wheel(event) {
    if (!this.#camera) return;
    event.preventDefault();
    this.#camera.zoomAt(...this.#place(event), Math.exp(-event.deltaY / 400));
    this.#draw();
  }

  #chooseView() {
    const { places } = this.#points;
    const { width, height } = this.#camera;
    this.#choose(point => {
      const [x, y] = this.#camera.toPixel(places[2 * point], places[2 * point + 1]);
      return x >= 0 && y >= 0 && x < width && y < height;
    });
  }

  #chooseRegion(button) {
    if (!button || !this.#points) return;
    const region = Number(button.dataset.mapRegion);
    this.#choose(point => this.#points.regions[point] === region, true);
    this.#part('chosen').scrollIntoView({ block: 'nearest' });
    this.#draw();
  }

  /** @param {(point: number) => boolean} wanted @param {boolean} [hiddenToo] */
  #choose(wanted, hiddenToo = false) {
    const ids = [];
    for (let i = 0; i < this.#points.count; i++) {
      const is = (hiddenToo || !this.#looks[this.#points.groups[i]]?.hidden) && wanted(i);
      this.#points.chosen[i] = is ? 1 : 0;
      if (is) ids.push(this.#points.ids[i]);
    }
    this.#root.querySelector('[data-action=none]').hidden = ids.length === 0;
    this.#part('speaker').textContent = `${ids.length.toLocaleString('en')} images chosen`;
    this.#chosen.take(ids);
  }

  async #hover(point, event) {
    const box = this.#part('hover');
    if (event && point >= 0) {
      const sheet = this.#part('sheet').getBoundingClientRect();
      const [x, y] = [event.clientX - sheet.left, event.clientY - sheet.top];
      Object.assign(box.style, { left: `${x + 150 > sheet.width ? x - 146 : x + 14}px`, top: `${Math.max(4, Math.min(sheet.height - 176, y - 60))}px` });
    }
    if (point === this.#hovered) return;
    this.#hovered = point;
    box.hidden = true;
    if (point < 0) return;
    const id = this.#points.ids[point];
    if (!this.#known.has(id)) {
      const answer = await post(`${this.#path}/images`, { imageIds: [id] }, this.#root.dataset.person).catch(() => null);
      if (answer?.images[0]) this.#known.set(id, answer.images[0]);
    }
    const image = this.#known.get(id);
    if (point !== this.#hovered || !image) return;
    box.querySelector('img').src = image.url;
    box.querySelector('span').textContent = `${this.#looks[this.#points.groups[point]]?.name ?? ''} · ${image.split}`;
    box.hidden = false;
  }

  #resize() {
    if (!this.#camera) return;
    const canvas = this.#part('canvas');
    const [width, height] = [Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio)];
    if (width < 2 || height < 2) return;
    this.#painter.resize(width, height);
    this.#camera.resize(width, height);
    this.#paint();
  }

  /** At most once a frame. */
  #draw() {
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.#frame = 0;
    if (this.#points && this.#camera.width > 1) this.#painter.paint(this.#points, this.#camera, this.#looks, this.#draws && this.#lasso.length > 2 ? Float32Array.from(this.#lasso) : null);
  }

  #part(name) { return this.#root.querySelector(`[data-part=${name}]`); }
}

/** @param {HTMLElement} root */
export function mount(root) {
  const bench = new MapBench(root);
  bench.load();
  return { close: () => bench.close() };
}

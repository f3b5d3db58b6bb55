// Paints a hundred thousand points in a few milliseconds: straight into the canvas's pixels, each a small stamp.

const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'ring', 'down', 'bar'];
const COLOURS = 12;

export class Painter {
  #canvas;
  #context;
  #image = null;
  #pixels = new Uint32Array(0);
  #stamps = new Map();
  #palette = { paper: 0, ink: 0, faint: 0, classes: [] };

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
    this.readColours();
  }

  /** The theme's colours, as it is now. */
  readColours() {
    const style = getComputedStyle(this.#canvas);
    const colour = name => packed(style.getPropertyValue(name).trim());
    this.#palette = {
      paper: colour('--sheet'), ink: colour('--ink'), faint: colour('--chart-other'),
      classes: Array.from({ length: COLOURS }, (_, at) => colour(`--class-${at}`)),
    };
  }

  resize(width, height) {
    [this.#canvas.width, this.#canvas.height] = [width, height];
    this.#image = this.#context.createImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  /**
   * @param {import('./points.js').Points} points
   * @param {import('./camera.js').Camera} camera
   * @param {Look[]} looks Of each group.
   * @param {Float32Array | null} lasso [n, 2] pixels.
   */
  paint(points, camera, looks, lasso) {
    this.#pixels.fill(this.#palette.paper);
    const size = sizeFor(points.count, camera.zoom, devicePixelRatio);
    // What is in the background first, and rings under what is chosen.
    if (looks.length === 0) return;
    this.#paintSome(points, camera, looks, size, true);
    this.#paintSome(points, camera, looks, size, false);
    this.#context.putImageData(this.#image, 0, 0);
    if (lasso) this.#outline(lasso);
  }

  /** The sign of a group, for the legend. */
  paintSign(canvas, look) {
    const side = Math.round(18 * devicePixelRatio);
    [canvas.width, canvas.height] = [side, side];
    const context = canvas.getContext('2d');
    const image = context.createImageData(side, side);
    const pixels = new Uint32Array(image.data.buffer);
    const middle = side >> 1;
    for (const [dx, dy] of this.#stamp(look.shape, Math.max(3, Math.round(side * 0.3)))) pixels[(middle + dy) * side + middle + dx] = this.#colourOf(look);
    context.putImageData(image, 0, 0);
  }

  #paintSome(points, camera, looks, size, background) {
    const { places, groups, chosen } = points;
    const { width, height, scale } = camera;
    const [left, top] = [width / 2 - camera.x * scale, height / 2 - camera.y * scale];
    const pixels = this.#pixels;
    const stamps = looks.map(look => this.#flat(look.shape, size, width));
    const rings = looks.map(() => this.#flat('square', size + 2, width));
    const colours = looks.map(look => this.#colourOf(look));
    const skipped = looks.map(look => look.hidden || (look.colour === null) !== background);
    const edge = size + 3;
    const ink = this.#palette.ink;
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i];
      if (skipped[group]) continue;
      const x = (places[2 * i] * scale + left) | 0;
      const y = (places[2 * i + 1] * scale + top) | 0;
      if (x < edge || y < edge || x >= width - edge || y >= height - edge) continue;
      const at = y * width + x;
      if (chosen[i] === 1) for (const offset of rings[group]) pixels[at + offset] = ink;
      const stamp = stamps[group];
      const colour = colours[group];
      for (let k = 0; k < stamp.length; k++) pixels[at + stamp[k]] = colour;
    }
  }

  #outline(lasso) {
    const context = this.#context;
    context.beginPath();
    for (let i = 0; i < lasso.length; i += 2) context.lineTo(lasso[i], lasso[i + 1]);
    context.closePath();
    context.lineWidth = 2 * devicePixelRatio;
    context.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    context.strokeStyle = getComputedStyle(this.#canvas).getPropertyValue('--focus');
    context.stroke();
    context.setLineDash([]);
  }

  #colourOf(look) {
    return look.colour === null ? this.#palette.faint : this.#palette.classes[look.colour % COLOURS];
  }

  #stamp(shape, size) {
    const key = `${shape} ${size}`;
    if (!this.#stamps.has(key)) this.#stamps.set(key, stampOf(shape, size));
    return this.#stamps.get(key);
  }

  #flat(shape, size, width) {
    return Int32Array.from(this.#stamp(shape, size), ([dx, dy]) => dy * width + dx);
  }
}

/**
 * @typedef {{name: string, count: number, colour: number | null, shape: string, hidden: boolean}} Look
 * @param {number} at Number of the group.
 */
export function shapeFor(at) {
  return SHAPES[at % SHAPES.length];
}

/** Pixels from the middle of a point to its edge: large enough to tell shapes apart where there is room. */
function sizeFor(count, zoom, ratio) {
  const whole = count > 30_000 ? 1 : count > 5_000 ? 1.6 : count > 800 ? 2.4 : 4;
  return Math.max(1, Math.min(9, Math.round(whole * Math.pow(zoom, 0.45) * ratio)));
}

function stampOf(shape, size) {
  const inside = {
    circle: (x, y) => x * x + y * y <= size * size + 0.5,
    square: () => true,
    triangle: (x, y) => Math.abs(x) <= (y + size) / 2,
    down: (x, y) => Math.abs(x) <= (size - y) / 2,
    diamond: (x, y) => Math.abs(x) + Math.abs(y) <= size,
    cross: (x, y) => Math.abs(x) <= size / 3 || Math.abs(y) <= size / 3,
    ring: (x, y) => x * x + y * y <= size * size + 0.5 && x * x + y * y >= (size * size) / 4,
    bar: (x, y) => Math.abs(y) <= size / 2,
  }[shape];
  const pixels = [];
  for (let y = -size; y <= size; y++) {
    for (let x = -size; x <= size; x++) {
      if (inside(x, y)) pixels.push([x, y]);
    }
  }
  return pixels;
}

/** @param {string} colour #rrggbb. @returns {number} As pixels lie in memory. */
function packed(colour) {
  const value = Number.parseInt(colour.slice(1), 16);
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

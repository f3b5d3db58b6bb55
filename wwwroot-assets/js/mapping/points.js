// The images of a map: where they lie, which group each is of, and which are near a place.

const HEADER_BYTES = 8;

export class Points {
  /** @type {number} Others where the images are others. */ mark;
  /** @type {Float32Array} [n, 2]. */ places;
  /** @type {Float64Array} */ ids;
  /** @type {Uint8Array} */ regions;
  /** @type {Uint16Array} Number of each one's group. */ groups;
  /** @type {Uint8Array} 1 where chosen. */ chosen;
  #cells;

  /** @param {ArrayBuffer} bytes As the server packs them. */
  constructor(bytes) {
    const header = new DataView(bytes);
    const count = header.getInt32(0, true);
    this.mark = header.getInt32(4, true);
    this.places = new Float32Array(bytes, HEADER_BYTES, 2 * count);
    this.ids = new Float64Array(bytes.slice(HEADER_BYTES + 8 * count, HEADER_BYTES + 16 * count));
    this.regions = new Uint8Array(bytes, HEADER_BYTES + 16 * count, count);
    this.groups = new Uint16Array(count);
    this.chosen = new Uint8Array(count);
    this.bounds = boundsOf(this.places);
    this.#cells = cellsOf(this.places, this.bounds);
  }

  get count() { return this.ids.length; }

  /**
   * @param {number} x @param {number} y Of the map.
   * @param {number} reach How far off it may lie.
   * @param {(point: number) => boolean} counts
   * @returns {number} The nearest point, or -1.
   */
  nearest(x, y, reach, counts) {
    const { starts, order, side, width, height } = this.#cells;
    const column = value => Math.min(side - 1, Math.max(0, Math.floor((value - this.bounds.left) / width)));
    const row = value => Math.min(side - 1, Math.max(0, Math.floor((value - this.bounds.top) / height)));
    let [best, least] = [-1, reach * reach];
    for (let r = row(y - reach); r <= row(y + reach); r++) {
      for (let c = column(x - reach); c <= column(x + reach); c++) {
        for (let at = starts[r * side + c]; at < starts[r * side + c + 1]; at++) {
          const point = order[at];
          const [dx, dy] = [this.places[2 * point] - x, this.places[2 * point + 1] - y];
          const square = dx * dx + dy * dy;
          if (square >= least || !counts(point)) continue;
          [best, least] = [point, square];
        }
      }
    }
    return best;
  }
}

function boundsOf(places) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    left = Math.min(left, places[i]); right = Math.max(right, places[i]);
    top = Math.min(top, places[i + 1]); bottom = Math.max(bottom, places[i + 1]);
  }
  // A single image, or many in one place, take up room too.
  if (!(right - left > 1e-6)) [left, right] = [(left || 0) - 1, (right || 0) + 1];
  if (!(bottom - top > 1e-6)) [top, bottom] = [(top || 0) - 1, (bottom || 0) + 1];
  return { left, right, top, bottom };
}

/** Points by the cells of a grid, so that only those around a place are looked at. */
function cellsOf(places, { left, right, top, bottom }) {
  const count = places.length / 2;
  const side = Math.max(1, Math.min(256, Math.ceil(Math.sqrt(count / 4))));
  const [width, height] = [(right - left) / side, (bottom - top) / side];
  const cell = point => Math.min(side - 1, Math.floor((places[2 * point + 1] - top) / height)) * side + Math.min(side - 1, Math.floor((places[2 * point] - left) / width));
  const starts = new Uint32Array(side * side + 1);
  for (let i = 0; i < count; i++) starts[cell(i) + 1]++;
  for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
  const ends = starts.slice();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[ends[cell(i)]++] = i;
  return { starts, order, side, width, height };
}

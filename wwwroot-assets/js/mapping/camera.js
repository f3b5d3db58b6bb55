// Which part of the map is seen, and how large.

const MOST_ZOOM = 400;
const MARGIN = 1.06;

export class Camera {
  /** Pixels of the screen for one unit of the map. */ scale = 1;
  x = 0;
  y = 0;
  width = 1;
  height = 1;
  #bounds;
  #whole = 1;

  constructor(bounds) {
    this.#bounds = bounds;
  }

  /** @param {number} width @param {number} height Pixels of the canvas. */
  resize(width, height) {
    const zoom = this.scale / this.#whole;
    const first = this.width === 1;
    [this.width, this.height] = [width, height];
    const { left, right, top, bottom } = this.#bounds;
    this.#whole = Math.min(width / (right - left), height / (bottom - top)) / MARGIN;
    if (first) this.showAll();
    else this.scale = this.#whole * zoom;
  }

  get zoom() { return this.scale / this.#whole; }

  showAll() {
    const { left, right, top, bottom } = this.#bounds;
    [this.x, this.y, this.scale] = [(left + right) / 2, (top + bottom) / 2, this.#whole];
  }

  /** Zooms so that what lies under a pixel stays there. */
  zoomAt(pixelX, pixelY, factor) {
    const [x, y] = this.toMap(pixelX, pixelY);
    this.scale = Math.min(this.#whole * MOST_ZOOM, Math.max(this.#whole * 0.5, this.scale * factor));
    const [nowX, nowY] = this.toMap(pixelX, pixelY);
    this.x += x - nowX;
    this.y += y - nowY;
  }

  /** By pixels. */
  move(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
  }

  toMap(pixelX, pixelY) {
    return [this.x + (pixelX - this.width / 2) / this.scale, this.y + (pixelY - this.height / 2) / this.scale];
  }

  toPixel(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }
}

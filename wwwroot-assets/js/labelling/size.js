// How many pixels of a large image this device asks for: as many as its screen shows, and more for who looks closer, but
// never more than it can hold decoded, at four bytes each.

/** Sides of the pictures that are asked for, so that several devices share what the server has drawn. */
const SCREENS = [1024, 1600, 2048];
/** The largest that the server draws. */
const LARGEST = 4096;
const STEP = 512;

/** Million pixels for each GB of the device's memory, where that is told: it is told in powers of two, and 8 at most. */
const MEGAPIXELS_PER_GB = 8;
const USUAL_GB = 4;
/** Phones and tablets end a page that takes more. */
const MOST_ON_TOUCH = 24;

/** @param {import('./picture.js').Leased} leased @returns {string} */
export function screenAddress({ url, shrunk }) {
  if (!shrunk) return url;
  const needed = Math.max(screen.width, screen.height) * devicePixelRatio;
  return withSize(url, Math.min(shrunk, SCREENS.find(side => side >= needed) ?? shrunk));
}

/** @param {import('./picture.js').Leased} leased @param {HTMLImageElement} shown @returns {string | null} Null where there is no more to be had. */
export function closerAddress({ url, shrunk, width, height }, shown) {
  if (!shrunk) return null;
  const pixels = budget();
  if (width * height <= pixels) return withSize(url, null);
  const side = Math.floor(Math.max(width, height) * Math.sqrt(pixels / (width * height)) / STEP) * STEP;
  const most = Math.min(LARGEST, side);
  return most > Math.max(shown.naturalWidth, shown.naturalHeight) ? withSize(url, most) : null;
}

function budget() {
  const megapixels = (navigator.deviceMemory ?? USUAL_GB) * MEGAPIXELS_PER_GB;
  return 1e6 * (matchMedia('(pointer: coarse)').matches ? Math.min(MOST_ON_TOUCH, megapixels) : megapixels);
}

function withSize(url, side) {
  const address = new URL(url, location.href);
  if (side === null) address.searchParams.delete('size'); else address.searchParams.set('size', String(side));
  return address.pathname + address.search;
}

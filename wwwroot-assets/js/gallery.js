// The gallery of all images. Only the rows in view are in the page, so the keys that move from image to image scroll to
// where the next one will be and wait for it.
const SIDE = 160;
const GAP = 12;
const FEWEST = 2;
const PATIENCE = 3000;

export const mount = (rows, page) => {
  let columns = 0;
  let wanted = null;
  let early = null;

  const tiles = () => [...rows.querySelectorAll(".tile-press")];
  // What is there before the rows are, goes.
  const tileAt = place => rows.querySelector(`.gallery-row .tile-press[data-place="${place}"]`);
  const placeOf = tile => Number(tile.dataset.place);
  const total = () => Number(rows.dataset.total);
  const rowHeight = () => Number(rows.dataset.rowHeight);

  const tell = () => {
    const fit = Math.max(FEWEST, Math.floor((rows.clientWidth + GAP) / (SIDE + GAP)));
    if (fit === columns) return;
    columns = fit;
    page.invokeMethodAsync("ColumnsChanged", columns).catch(() => { /* the page is being left */ });
  };

  // One stop of the Tab key: the image in use, or the first that is there.
  const rove = () => {
    const all = tiles();
    const stop = all.find(tile => tile.tabIndex === 0 && tile === document.activeElement) ?? all.find(tile => tile.dataset.last) ?? all[0];
    for (const tile of all) if (tile.tabIndex !== (tile === stop ? 0 : -1)) tile.tabIndex = tile === stop ? 0 : -1;
  };

  const arrive = () => {
    if (wanted === null) return;
    const tile = tileAt(wanted.place);
    if (!tile) {
      if (performance.now() > wanted.until) wanted = null;
      return;
    }
    const { extends: extending } = wanted;
    wanted = null;
    tile.focus({ preventScroll: true });
    if (extending) tile.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
  };

  const reach = (place, extending) => {
    wanted = { place, extends: extending, until: performance.now() + PATIENCE };
    const top = rows.getBoundingClientRect().top + Math.floor(place / columns) * rowHeight();
    const bar = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const bottom = rows.parentElement.querySelector(".chosen-bar")?.offsetHeight ?? 0;
    if (top < bar) scrollBy(0, top - bar - GAP);
    else if (top + rowHeight() > innerHeight - bottom) scrollBy(0, top + rowHeight() - innerHeight + bottom + GAP);
    arrive();
  };

  const target = (place, key) => {
    const screen = Math.max(1, Math.floor(innerHeight / rowHeight()) - 1) * columns;
    switch (key) {
      case "ArrowRight": return place + 1;
      case "ArrowLeft": return place - 1;
      case "ArrowDown": return place + columns;
      case "ArrowUp": return place - columns;
      case "PageDown": return Math.min(place + screen, total() - 1);
      case "PageUp": return Math.max(place - screen, 0);
      case "Home": return 0;
      case "End": return total() - 1;
      default: return null;
    }
  };

  const open = tile => tile.parentElement.querySelector("a")?.click();

  const press = event => {
    const tile = event.target.closest?.(".tile-press");
    if (!tile || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      open(tile);
      return;
    }
    const place = target(placeOf(tile), event.key);
    if (place === null) return;
    event.preventDefault();
    if (place < 0 || place >= total()) return;
    // A range begins with the image from which one went.
    if (event.shiftKey && tile.getAttribute("aria-pressed") !== "true") tile.click();
    reach(place, event.shiftKey);
  };

  const focused = event => {
    if (!event.target.matches(".tile-press")) return;
    early = event.target.closest(".gallery-first") ? placeOf(event.target) : null;
    for (const tile of tiles()) delete tile.dataset.last;
    event.target.dataset.last = "yes";
    rove();
  };

  const twice = event => {
    const tile = event.target.closest?.(".tile-press");
    if (tile) open(tile);
  };

  const lost = event => {
    if (event.target instanceof HTMLImageElement) event.target.dataset.missing = "yes";
  };

  const size = new ResizeObserver(tell);
  const change = new MutationObserver(changes => {
    // Whoever was on one of the first images is on the same one in the rows.
    const gone = changes.some(c => [...c.removedNodes].some(node => node.classList?.contains("gallery-first")));
    if (gone && early !== null && document.activeElement === document.body) tileAt(early)?.focus({ preventScroll: true });
    rove();
    arrive();
  });
  size.observe(rows);
  change.observe(rows, { childList: true, subtree: true });
  rows.addEventListener("keydown", press);
  rows.addEventListener("focusin", focused);
  rows.addEventListener("dblclick", twice);
  rows.addEventListener("error", lost, true);
  tell();
  return {
    close() {
      size.disconnect();
      change.disconnect();
    },
  };
};

// A pointer that is pressed on a curve takes the threshold of the nearest place of the curve, and drags on from there. The
// places lie in data-curve as "x y threshold;...", from 0 to 1, y from below. The threshold goes into the number field of the
// same board, as if somebody had typed it; keyboards have the slider and that field.
const least = 60; // ms between two moves: each is a message to the server
let moved = 0;

const parse = text => text.split(";").filter(Boolean).map(place => place.split(" "));

const nearest = (curve, event) => {
  const box = curve.getBoundingClientRect();
  const [x, y] = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
  let best = null;
  let shortest = Infinity;
  for (const [px, py, threshold] of parse(curve.dataset.curve)) {
    const distance = (px - x) ** 2 + (py - y) ** 2;
    if (distance < shortest) [best, shortest] = [threshold, distance];
  }
  return best;
};

const set = (curve, event, kind) => {
  const field = curve.closest("[data-threshold-board]")?.querySelector("[data-threshold-exact]");
  const threshold = nearest(curve, event);
  if (!field || threshold === null) return;
  field.value = threshold;
  field.dispatchEvent(new Event(kind, { bubbles: true }));
};

document.addEventListener("pointerdown", event => {
  const curve = event.target.closest?.("[data-curve]");
  if (!curve || event.button !== 0) return;
  curve.setPointerCapture(event.pointerId);
  set(curve, event, "input");
});

document.addEventListener("pointermove", event => {
  const curve = event.target.closest?.("[data-curve]");
  if (!curve?.hasPointerCapture(event.pointerId) || event.timeStamp - moved < least) return;
  moved = event.timeStamp;
  set(curve, event, "input");
});

document.addEventListener("pointerup", event => {
  const curve = event.target.closest?.("[data-curve]");
  if (curve?.hasPointerCapture(event.pointerId)) set(curve, event, "change");
});

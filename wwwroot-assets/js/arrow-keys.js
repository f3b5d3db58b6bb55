// Arrow keys move between the buttons of an element that carries data-arrow-keys: "grid" follows the rows of a table,
// "flow" the lines in which the browser has laid the buttons out. Home and End go to the first and the last. The whole
// is one stop of the Tab key, at the button that was last in use.
const places = group => [...group.querySelectorAll("button:not(:disabled), a[href]")];

const rove = (group, current) => {
  for (const place of places(group)) place.tabIndex = place === current ? 0 : -1;
};

const middle = (element, axis) => {
  const box = element.getBoundingClientRect();
  return axis === "x" ? box.left + box.width / 2 : box.top + box.height / 2;
};

// The nearest button in that direction, where a step off the line costs more than one along it.
const neighbour = (group, from, axis, sign) => {
  const across = axis === "x" ? "y" : "x";
  let best = null;
  let least = Infinity;
  for (const place of places(group)) {
    const along = (middle(place, axis) - middle(from, axis)) * sign;
    if (place === from || along < 1) continue;
    const off = Math.abs(middle(place, across) - middle(from, across));
    if (axis === "x" && off > from.getBoundingClientRect().height / 2) continue;
    const cost = along + off * 4;
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
};

const target = (group, from, key) => {
  const all = places(group);
  const flows = group.dataset.arrowKeys === "flow";
  switch (key) {
    case "ArrowRight": return neighbour(group, from, "x", 1) ?? (flows ? all[all.indexOf(from) + 1] : null);
    case "ArrowLeft": return neighbour(group, from, "x", -1) ?? (flows ? all[all.indexOf(from) - 1] : null);
    case "ArrowDown": return neighbour(group, from, "y", 1);
    case "ArrowUp": return neighbour(group, from, "y", -1);
    case "Home": return all[0];
    case "End": return all.at(-1);
    default: return undefined;
  }
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const group = event.target.closest?.("[data-arrow-keys]");
  const from = event.target.closest?.("button, a[href]");
  if (!group || !from) return;
  const to = target(group, from, event.key);
  if (to === undefined) return;
  event.preventDefault();
  to?.focus();
});

document.addEventListener("focusin", event => {
  const group = event.target.closest?.("[data-arrow-keys]");
  if (group && event.target.matches("button, a[href]")) rove(group, event.target);
});

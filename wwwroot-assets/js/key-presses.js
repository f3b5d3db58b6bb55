// A button that carries data-press is clicked by that key wherever the focus is: data-press="enter 1" by Enter and by 1.
// Not while somebody types, and not where the key does something of its own, as Enter does on a link.
const own = { Enter: "button, a[href], summary", " ": "button, summary" };

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
  const from = event.target;
  if (from.closest?.("input, select, textarea, dialog, [contenteditable]")) return;
  if (own[event.key] && from.closest?.(own[event.key])) return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const button = document.querySelector(`button:not(:disabled)[data-press~="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

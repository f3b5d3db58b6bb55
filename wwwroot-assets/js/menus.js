// A menu is a <details data-menu>: the browser opens it and says that it is open. This adds what hands expect of a menu:
// Escape and a click elsewhere close it, the down arrow goes into it. Within it, arrow-keys.js moves.
const menuAt = event => event.target.closest?.("details[data-menu]");

const closeOthers = event => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
};

document.addEventListener("pointerdown", closeOthers);
document.addEventListener("focusin", closeOthers);

document.addEventListener("click", event => {
  const menu = menuAt(event);
  if (menu && event.target.closest("a")) menu.open = false;
});

document.addEventListener("keydown", event => {
  const menu = menuAt(event);
  if (!menu) return;
  const summary = menu.querySelector("summary");
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    summary.focus();
  } else if (event.key === "ArrowDown" && event.target.closest("summary") === summary) {
    menu.open = true;
    menu.querySelector("a, button").focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});

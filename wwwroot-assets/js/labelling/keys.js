// From a key event to what was meant by it.

const TEXT_FIELDS = 'textarea, select, [contenteditable=""], [contenteditable="true"], input:not([type=range], [type=checkbox], [type=radio], [type=button])';
const OVERLAYS = 'dialog[open], .mud-dialog-container, .mud-popover-open';

/** Meaning of every key that writes something, and of Enter, that has no meaning of its own. */
export const ANY = '*';

/**
 * Calls `act` with the meaning of each single, unmodified press. Held keys do not repeat, and keys that belong to a text
 * field, an open dialog or a menu are left to it.
 * @param {Map<string, string> | ((key: string) => string | undefined)} meanings From key, in lower case, to meaning.
 * @param {(meaning: string, event: KeyboardEvent) => void} act
 * @returns {() => void} Stops listening.
 */
export function listen(meanings, act) {
  const look = typeof meanings === 'function' ? meanings : key => meanings.get(key);
  const onKey = event => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.matches(TEXT_FIELDS)) return;
    if (document.querySelector(OVERLAYS)) return;
    const meaning = meaningOf(event, look);
    if (meaning === undefined || pressesControl(event) || movesSlider(event)) return;
    event.preventDefault();
    act(meaning, event);
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function meaningOf(event, look) {
  const typed = look(event.key.toLowerCase());
  if (typed !== undefined) return typed;
  if (event.shiftKey) return look(`shift+${event.code.toLowerCase()}`);
  // The same place on the keyboard where the layout has other letters there: French digits, Cyrillic letters.
  const place = /^(?:Digit|Key|Numpad)(\w)$/.exec(event.code);
  const placed = place ? look(place[1].toLowerCase()) : undefined;
  return placed ?? (event.key.length === 1 || event.key === 'Enter' ? look(ANY) : undefined);
}

/** Space and Enter press the focused button themselves. */
function pressesControl(event) {
  return (event.key === ' ' || event.key === 'Enter') && event.target instanceof Element && event.target.closest('a[href], button, summary');
}

/** Arrows, Home and End move the focused slider. */
function movesSlider(event) {
  return event.target instanceof Element && event.target.matches('input[type=range]') && (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End');
}

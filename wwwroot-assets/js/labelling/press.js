// Presses of buttons. A finger counts as soon as it is lifted: browsers swallow the click of a tap that follows a swipe
// within half a second, and a labeler's tap does.

const FINGER = '[data-class-id], [data-action="undo"], [data-action="skip"], [data-action="poorExample"]';
const ANY = '[data-class-id], [data-action], [data-look]';
const MOVED_PX = 14;
/** The click that comes after a finger was heard. */
const ECHO_MS = 700;

/**
 * @param {HTMLElement} root @param {(button: HTMLElement, event: Event) => void} act
 * @param {AbortSignal} signal Stops listening.
 */
export function listenToPresses(root, act, signal) {
  /** @type {{id: number, button: HTMLElement, x: number, y: number} | null} */ let down = null;
  let heard = { button: null, at: -Infinity };

  const onDown = event => {
    const button = event.pointerType === 'touch' && event.isPrimary ? event.target.closest(FINGER) : null;
    down = button && { id: event.pointerId, button, x: event.clientX, y: event.clientY };
  };

  const onUp = event => {
    if (down?.id !== event.pointerId) return;
    const { button, x, y } = down;
    down = null;
    if (Math.hypot(event.clientX - x, event.clientY - y) > MOVED_PX) return;
    heard = { button, at: event.timeStamp };
    act(button, event);
  };

  const onClick = event => {
    const button = event.target.closest(ANY);
    if (!button || button === heard.button && event.timeStamp - heard.at < ECHO_MS) return;
    act(button, event);
  };

  root.addEventListener('pointerdown', onDown, { signal });
  root.addEventListener('pointerup', onUp, { signal });
  root.addEventListener('pointercancel', () => { down = null; }, { signal });
  root.addEventListener('click', onClick, { signal });
}

// One finger across a fitted image: to the right brings the last image back, to the left skips this one, as in an
// album. Neither gives a class; what it would do stands on the stage before the finger is lifted, and moving back
// calls it off.

const STARTS_AT = 14;
/** Of the stage's width. */
const FAR_ENOUGH = 0.3;
const MOST_NEEDED = 150;

/**
 * @param {HTMLElement} frame @param {HTMLElement} hint Says what lifting the finger would do.
 * @param {{may: () => boolean, words: {left: string, right: string}, act: (way: 'left' | 'right', event: Event) => void}} events
 * @returns {() => void} Stops listening.
 */
export function listenToSwipes(frame, hint, { may, words, act }) {
  const stop = new AbortController();
  const fingers = new Set();
  /** @type {{id: number, x: number, y: number, way: 'left' | 'right' | null, armed: boolean, off: boolean} | null} */ let swipe = null;

  const end = () => {
    swipe = null;
    hint.hidden = true;
    frame.style.removeProperty('--swipe');
  };

  const down = event => {
    if (event.pointerType !== 'touch') return;
    fingers.add(event.pointerId);
    // A second finger means to pinch.
    if (fingers.size > 1 || !may()) return end();
    swipe = { id: event.pointerId, x: event.clientX, y: event.clientY, way: null, armed: false, off: false };
  };

  const move = event => {
    if (swipe?.id !== event.pointerId || swipe.off) return;
    const [x, y] = [event.clientX - swipe.x, event.clientY - swipe.y];
    if (!swipe.way) {
      if (Math.hypot(x, y) < STARTS_AT) return;
      if (Math.abs(x) < 1.6 * Math.abs(y)) { swipe.off = true; return; }
    }
    swipe.way = x > 0 ? 'right' : 'left';
    const needed = Math.min(MOST_NEEDED, frame.clientWidth * FAR_ENOUGH);
    swipe.armed = Math.abs(x) >= needed;
    frame.style.setProperty('--swipe', `${Math.sign(x) * Math.min(Math.abs(x), needed * 1.3)}px`);
    hint.hidden = false;
    hint.dataset.way = swipe.way;
    hint.dataset.armed = String(swipe.armed);
    hint.textContent = words[swipe.way];
  };

  const up = event => {
    fingers.delete(event.pointerId);
    if (swipe?.id !== event.pointerId) return;
    const { way, armed } = swipe;
    end();
    if (armed && way && event.type === 'pointerup') act(way, event);
  };

  const options = { signal: stop.signal };
  frame.addEventListener('pointerdown', down, options);
  frame.addEventListener('pointermove', move, options);
  for (const last of ['pointerup', 'pointercancel']) frame.addEventListener(last, up, options);
  return () => stop.abort();
}

// The page's circuit to the server, which this script does not need but the rest of the page does.

const GONE = '#components-reconnect-modal:is(.components-reconnect-rejected, .components-reconnect-failed)';
const LOOK_MS = 1_000;

/**
 * Loads the page anew once its circuit is gone for good, at a moment when nothing is lost by it.
 * @param {() => boolean} calm Whether this is such a moment.
 * @param {() => void} [before] Called right before.
 * @returns {() => void} Stops watching.
 */
export function renewWhenGone(calm, before = () => {}) {
  const timer = setInterval(() => {
    if (!document.querySelector(GONE) || !calm()) return;
    clearInterval(timer);
    before();
    location.reload();
  }, LOOK_MS);
  return () => clearInterval(timer);
}

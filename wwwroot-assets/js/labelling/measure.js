// How long a key press takes until the next image is on the screen, for the tests and for whoever wonders.

/** Name of the measures in the browser's performance timeline. */
export const PRESS_TO_PAINT = 'activelabel:press-to-paint';

/**
 * Measures from an input event to the moment after the frame in which its effect was painted.
 * @param {Event} event
 * @returns {Promise<void>} After that paint.
 */
export async function painted(event) {
  await new Promise(resolve => requestAnimationFrame(() => {
    // The callback runs before the frame is painted; a message is delivered after it.
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  }));
  performance.measure(PRESS_TO_PAINT, { start: event.timeStamp, end: performance.now() });
}

// How many images a page asks for.

/** What is shown and what comes next. More would keep images from others, and go stale when the queue reorders. */
export const IN_HAND = 3;
/** The server hands out no more at once; unsent labels count, since it does not know of them. */
const MOST = 6;

/**
 * A label with what the server must know at the moment of sending, not of labelling.
 * @param {import('./outbox.js').Letter} letter @param {number[]} inHand @param {readonly import('./outbox.js').Letter[]} letters All that are unsent.
 * @returns {object} Its body.
 */
export function stamped(letter, inHand, letters) {
  if (!letter.path.endsWith('/labels')) return letter.body;
  const unsent = letters.filter(other => other.id !== letter.id && other.body.imageId).map(other => other.body.imageId);
  const holding = [...new Set([...inHand, ...unsent])].filter(id => id !== letter.body.imageId);
  return { ...letter.body, most: Math.min(MOST, IN_HAND + unsent.length), holding };
}

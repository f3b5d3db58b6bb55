// The browser's storage, as a shelf of letters. It may be forbidden or full: then they are kept in memory only, which
// still outlives a lost connection.

/** @returns {boolean} Whether it is kept. */
export function write(key, letter) {
  try {
    localStorage.setItem(key, JSON.stringify(letter));
    return true;
  } catch {
    return false;
  }
}

export function erase(key) { try { localStorage.removeItem(key); } catch { /* was never there */ } }

/** @param {string} prefix @returns {{key: string, letter: import('./outbox.js').Letter, kept: boolean}[]} Oldest first. */
export function readAll(prefix) {
  try {
    return Object.keys(localStorage).filter(key => key.startsWith(prefix)).sort()
      .map(key => ({ key, letter: read(key), kept: true }))
      .filter(entry => entry.letter?.id && entry.letter.path);
  } catch {
    return [];
  }
}

/**
 * Makes a page the one that sends a letter.
 * @param {{key: string, letter: import('./outbox.js').Letter}} entry @param {string} session Of that page.
 * @returns {boolean} False where another page has sent it, or has it.
 */
export function take(entry, session) {
  const kept = read(entry.key);
  const { letter } = entry;
  if (!kept || (kept.owner ?? kept.session) !== (letter.owner ?? letter.session)) return false;
  if ((letter.owner ?? letter.session) === session) return true;
  letter.owner = session;
  return write(entry.key, letter);
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key) ?? 'null'); } catch { return null; }
}

// What a page that loads itself anew leaves for the one that follows in the same tab: its session, and so its images.

/** @param {string} key @param {string} session @param {import('./picture.js').Leased | undefined} front @returns {boolean} Whether it could be left. */
export function handOver(key, session, front) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ session, front }));
    return true;
  } catch {
    return false;
  }
}

/** Read once: a copy of the tab gets none. @returns {{session?: string, front?: import('./picture.js').Leased}} */
export function takeOver(key) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    sessionStorage.removeItem(key);
    return kept;
  } catch {
    return {};
  }
}

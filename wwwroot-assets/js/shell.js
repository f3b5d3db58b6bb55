// Loaded in the head, before anything is painted: the right mode from the first pixel on.
(() => {
  const key = 'activelabel.theme';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const watchers = new Set();

  // Storage may be forbidden; then the system's preference stands.
  const chosen = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const choose = mode => { try { mode ? localStorage.setItem(key, mode) : localStorage.removeItem(key); } catch { /* not remembered */ } };
  const isDark = () => (chosen() ?? (system.matches ? 'dark' : 'light')) === 'dark';

  const paint = () => {
    root.dataset.theme = isDark() ? 'dark' : 'light';
    watchers.forEach(watcher => watcher.invokeMethodAsync('ThemeChanged', isDark()).catch(() => watchers.delete(watcher)));
  };

  // The router follows a fragment with the eye only; whoever skips means the keyboard too.
  addEventListener('click', event => {
    if (!event.target.closest?.('.skip')) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById('main')?.focus();
  }, true);

  // The router gives the focus to a page's heading; where that comes only with the page's data, nobody would have it.
  const headings = new WeakSet();
  new MutationObserver(() => {
    const heading = document.querySelector('main h1');
    if (!heading || headings.has(heading)) return;
    headings.add(heading);
    if (document.activeElement !== document.body) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }).observe(root, { childList: true, subtree: true });

  system.addEventListener('change', paint);
  addEventListener('storage', event => { if (event.key === key) paint(); });
  paint();

  window.activelabel = Object.assign(window.activelabel ?? {}, {
    tabs: {
      // On a phone the tab of the page that is open may lie beyond the edge.
      reveal() { requestAnimationFrame(() => document.querySelector('.tabs .active')?.scrollIntoView({ inline: 'center', block: 'nearest' })); },
    },
    // The clipboard is closed to pages without TLS; copying what is selected is not.
    copy(field) { field.focus(); field.select(); return document.execCommand('copy'); },
    theme: {
      isDark,
      // Choosing what the system says anyway means following it again.
      toggle() { const next = isDark() ? 'light' : 'dark'; choose((next === 'dark') === system.matches ? null : next); paint(); },
      watch(watcher) { watchers.add(watcher); return isDark(); },
      unwatch(watcher) { watchers.delete(watcher); },
    },
  });
})();

// What KeyboardCheck asks a page: where the focus is, whether that is to be seen, and what it has not come to.
window.tabs = (() => {
  const controls = 'a[href], button, select, summary, input:not([type=hidden]), textarea, [tabindex]:not([tabindex="-1"])';
  const looks = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderTopColor', 'borderTopWidth', 'backgroundColor', 'textDecorationLine'];
  const reached = new Set();
  let last = null;
  let outside = 0;

  const scope = () => document.querySelector('dialog[open]') ?? document.body;

  const name = element => {
    const text = (element.getAttribute('aria-label') ?? (element.innerText || element.labels?.[0]?.innerText) ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${element.localName}${element.id ? `#${element.id}` : ''} '${text}'`;
  };

  // The sign may be on what is drawn in the control's place: a label, a frame, the picture that a slider stands for.
  const look = element => {
    const all = [];
    for (let at = element, step = 0; at && step < 5; at = at.parentElement, step++) {
      for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(at, part);
        all.push(looks.map(property => style[property]).join());
      }
    }
    for (const beside of element.parentElement?.children ?? []) all.push(looks.map(property => getComputedStyle(beside)[property]).join());
    return all.join('|');
  };

  // Asked again with time: on a busy machine the first look may have been a frame too early.
  const staysTheSame = async (element, then) => {
    element.focus();
    await new Promise(after => setTimeout(after, 200));
    const focused = look(element);
    then?.focus();
    await new Promise(after => setTimeout(after, 200));
    return look(element) === focused;
  };

  const isOutOfSight = element => {
    const { top, bottom } = element.getBoundingClientRect();
    return !element.closest('.unseen') && (bottom < 0 || top > innerHeight);
  };

  const usable = element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.closest('[inert]')
    && element.getBoundingClientRect().width > 0;

  /** Of a group that one press of Tab enters, one member is enough: arrows lead to the others. */
  const reachedAsGroup = element => {
    if (element.type === 'radio') return [...reached].some(other => other.type === 'radio' && other.name === element.name);
    const group = element.closest('[data-arrow-keys], [data-roving], [role=radiogroup], [role=tablist], [role=menu]');
    return group !== null && [...reached].some(other => group.contains(other));
  };

  return {
    /** After a press of Tab. Answers with a fault, 'end' once all has been gone round, or nothing. */
    async step() {
      // Where motion is reduced a change of style still takes the next frame.
      await new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)));
      const at = document.activeElement;
      let fault = null;
      if (last && last.element !== at && last.element.isConnected && look(last.element) === last.look && await staysTheSame(last.element, at))
        fault = `${name(last.element)} looks the same with and without the focus`;
      last = null;
      // Between the last control and the first the browser has controls of its own.
      if (!at || at === document.body || at === document.documentElement) return ++outside < 4 ? fault : fault ?? 'end';
      if (reached.has(at)) return fault ?? 'end';
      reached.add(at);
      last = { element: at, look: look(at) };
      if (isOutOfSight(at)) await new Promise(after => setTimeout(after, 200));
      if (!fault && at.tabIndex > 0) fault = `${name(at)} has a tabindex above zero`;
      if (!fault && isOutOfSight(at)) fault = `${name(at)} has the focus out of sight, at ${Math.round(at.getBoundingClientRect().top)}`;
      return fault;
    },

    missed: () => [...scope().querySelectorAll(controls)].filter(element => usable(element) && !reached.has(element) && !reachedAsGroup(element)).map(name),

    reached: () => reached.size,

    /** The accessible name of what has the focus, roughly: enough to tell one control from another. */
    current() {
      const at = document.activeElement;
      return at ? (at.getAttribute('aria-label') ?? (at.labels?.length ? at.labels[0].innerText : at.innerText) ?? '').trim().replace(/\s+/g, ' ') : '';
    },
  };
})();

// What LayoutCheck asks a page. Each answers with the faults that it finds, in words.
window.layoutFaults = (() => {
  const smallest = 24;
  const targets = 'a[href], button, select, summary, input:not([type=hidden]), textarea, [role=tab], [role=button], [tabindex="0"]';

  const visible = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !element.closest('.unseen, [inert], .skip')
    && !getComputedStyle(element).clipPath.startsWith('inset(50%') && element.getBoundingClientRect().width > 0;

  const name = element => {
    const text = (element.getAttribute('aria-label') ?? element.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    const kind = typeof element.className === 'string' && element.className ? `.${element.className.trim().split(/\s+/).slice(0, 2).join('.')}` : '';
    return `${element.localName}${kind} '${text}'`;
  };

  // A dialog that is open is all that there is.
  const scope = () => document.querySelector('dialog[open]') ?? document.body;

  const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);

  const ownText = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());

  return {
    /** The page itself never scrolls sideways; tables and the stage may, in a box of their own. */
    tooWide() {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const contained = e => { for (let box = e.parentElement; box; box = box.parentElement) if (scrolls(box) || getComputedStyle(box).overflowX === 'hidden') return true; return false; };
      const wide = [...document.body.querySelectorAll('*')].filter(e => visible(e) && e.getBoundingClientRect().right > clientWidth + 1 && !contained(e));
      const guilty = wide.filter(e => ![...e.children].some(child => wide.includes(child)));
      return [`the page is ${scrollWidth} px wide in ${clientWidth}: ${guilty.slice(0, 4).map(name).join(', ')}`];
    },

    /** Text in a box that hides what is too much of it. An ellipsis is a sign of its own, and the whole name is its title or near. */
    cutOff() {
      const faults = [];
      for (const element of scope().querySelectorAll('*')) {
        if (!ownText(element) || !visible(element) || element.closest('.plot, svg')) continue;
        for (let box = element; box && box !== document.body; box = box.parentElement) {
          const style = getComputedStyle(box);
          if (style.textOverflow === 'ellipsis') break;
          if (['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY)) break;
          if (!['hidden', 'clip'].includes(style.overflowX) && !['hidden', 'clip'].includes(style.overflowY)) continue;
          const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
          const over = Math.max(inner.right - outer.right, inner.bottom - outer.bottom, outer.left - inner.left, outer.top - inner.top);
          if (over > 2 || (box === element && (box.scrollWidth > box.clientWidth + 2 || box.scrollHeight > box.clientHeight + 2)))
            faults.push(`${name(element)} is cut off by ${name(box)}`);
          break;
        }
      }
      return faults;
    },

    /** 2.5.8, without its exception for what stands apart; links within a sentence are excepted, and what a label makes larger. */
    tooSmall() {
      const faults = [];
      for (const target of scope().querySelectorAll(targets)) {
        if (!visible(target) || target.disabled) continue;
        const inSentence = ['a', 'button'].includes(target.localName) && getComputedStyle(target).display.startsWith('inline')
          && !getComputedStyle(target).display.includes('flex') && !getComputedStyle(target).display.includes('grid') && ownText(target.parentElement);
        if (inSentence) continue;
        const boxes = [target, ...(target.labels ?? [])].map(e => e.getBoundingClientRect());
        const [width, height] = [Math.max(...boxes.map(b => b.width)), Math.max(...boxes.map(b => b.height))];
        if (width < smallest - 0.5 || height < smallest - 0.5) faults.push(`${name(target)} is ${width.toFixed(0)} by ${height.toFixed(0)} px`);
      }
      return faults;
    },

    /** A link among words is told by more than its colour. */
    linksWithoutLine() {
      return [...scope().querySelectorAll('p a[href], li a[href], td a[href], .note a[href]')]
        .filter(link => visible(link) && ownText(link.parentElement) && !getComputedStyle(link).textDecorationLine.includes('underline'))
        .map(link => `${name(link)} has no underline`);
    },

    /** What axe does not ask: one heading of the page, words for every chart, and faults bound to their fields. */
    unsaid() {
      const faults = [];
      const headings = [...document.querySelectorAll('h1')].filter(h => h.checkVisibility());
      if (headings.length !== 1) faults.push(`${headings.length} headings of the page`);
      for (const chart of document.querySelectorAll('.plot'))
        if (!chart.closest('section').querySelector('table, [class*=readout]')) faults.push(`${name(chart)} has neither table nor text`);
      const described = new Set([...document.querySelectorAll('[aria-describedby], [aria-errormessage]')]
        .flatMap(e => `${e.getAttribute('aria-describedby') ?? ''} ${e.getAttribute('aria-errormessage') ?? ''}`.split(/\s+/)));
      for (const fault of document.querySelectorAll('.setting-fault, .mud-input-helper-text.mud-input-error'))
        if (visible(fault) && fault.innerText.trim() && !(fault.closest('[id]') && described.has(fault.closest('[id]').id)) && ![...fault.querySelectorAll('[id]')].some(e => described.has(e.id)))
          faults.push(`'${fault.innerText.trim()}' is bound to no field`);
      for (const field of document.querySelectorAll('.setting-wrong .field, .mud-input-error input:not([type=hidden])'))
        if (visible(field) && field.getAttribute('aria-invalid') !== 'true') faults.push(`${name(field)} is wrong and does not say so`);
      return faults;
    },

    /** For who wants no motion. */
    moving() {
      return document.getAnimations().filter(motion => motion.playState === 'running' && motion.effect.getComputedTiming().duration > 1)
        .map(motion => `${name(motion.effect.target)} moves: ${motion.animationName ?? motion.transitionProperty ?? 'by script'}`);
    },
  };
})();

// What the grid says about a page and about confirming it.

/** @param {number} count @param {string} one */
export const number = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/**
 * @param {import('./desk.js').Page} page @param {string | null} className
 * @returns {{text: string, lead: string, nodes: (button: HTMLElement | undefined) => Node[]}} As text, and as nodes with the class as a chip.
 */
export function headline(page, className) {
  const count = number(page.images.length, 'image');
  if (page.images.length === 0) return { text: 'Sort and confirm', lead: '', nodes: () => [new Text('Sort and confirm')] };
  if (page.kind === 'alike') {
    const text = `${count} that look alike`;
    return { text, lead: 'There is no model yet: say which class they are, mark those that are another, and confirm.', nodes: () => [new Text(text)] };
  }

  const that = 'that the model takes for';
  const sure = sureness(page.images);
  return {
    text: `${count} ${that} ${className}${sure}`,
    lead: 'Least sure first. What the model is sure of teaches it little: this is for many labels at once, and for its mistakes.',
    nodes: button => [new Text(`${count} ${that} `), chip(className, button), new Text(sure)],
  };
}

/** From the most to the least, where it may be told. @param {import('./desk.js').GridImage[]} images */
function sureness(images) {
  const known = images.map(image => image.probability).filter(probability => probability !== null && probability !== undefined);
  if (known.length === 0) return '';
  const [least, most] = [Math.min(...known), Math.max(...known)].map(probability => `${Math.round(probability * 100)}%`);
  return least === most ? ` · ${most} sure` : ` · ${most} to ${least} sure`;
}

function chip(name, button) {
  const made = document.createElement('span');
  made.className = 'class-chip';
  for (const property of ['--class', '--class-wash']) made.style.setProperty(property, button?.style.getPropertyValue(property) ?? '');
  const words = document.createElement('span');
  words.className = 'clip';
  words.textContent = name ?? 'a class that is gone';
  made.append(words);
  return made;
}

/**
 * For example "Confirm 21 as dry, 2 as sound, 1 skipped".
 * @param {string} verb @param {{name: string | null, isClass: boolean, count: number}[]} counts Null where it is not said yet what they are.
 */
export function tally(verb, counts) {
  return `${verb} ${counts.map(({ name, isClass, count }) => isClass ? `${count} as ${name ?? '…'}` : `${count} ${name}`).join(', ')}`;
}

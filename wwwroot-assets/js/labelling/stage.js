// Where the image lies: enlarged or moved, lighter or darker, and what stands there when there is none.

import { Adjustments } from './adjustments.js';
import { Panels } from './panels.js';
import { Viewer } from './viewer.js';

const PAN_STEP = 0.2;
const TOUCH = 10;

export class Stage {
  /** @type {import('./picture.js').Picture | null} */ shown = null;
  /** When it was shown, in the page's time. */ shownAt = Infinity;
  #root;
  #edge;
  #panels;
  #adjustments;

  /** @param {HTMLElement} root The bench. */
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`);
    this.#root = root;
    this.#edge = part('edge');
    this.#panels = new Panels(part('stage'));
    this.viewer = new Viewer(part('frame'), (text, fits) => {
      part('zoom').textContent = text;
      root.classList.toggle('zoomed', !fits);
    });
    this.#adjustments = new Adjustments(part('adjust'), (brightness, contrast) => this.viewer.adjust(brightness, contrast));
  }

  /** @param {import('./picture.js').Picture} picture Ready, or broken. */
  show(picture) {
    const broken = picture.state === 'broken';
    this.viewer.show(broken ? null : picture);
    this.#panels.show(broken ? 'broken' : null);
    this.shown = picture;
    this.shownAt = performance.now();
    this.#root.dataset.image = String(picture.id);
  }

  /** @param {string} panel Its name. */
  empty(panel) {
    this.shown = null;
    this.shownAt = Infinity;
    this.viewer.show(null);
    this.#panels.show(panel);
  }

  /** @param {string} meaning Of a key or button. @returns {boolean} Whether it was the stage's to do. */
  act(meaning) {
    switch (meaning) {
      case 'zoomIn': this.viewer.zoomIn(); return true;
      case 'zoomOut': this.viewer.zoomOut(); return true;
      case 'zoomToggle': this.viewer.toggle(); return true;
      case 'resetView': this.viewer.fit(); this.#adjustments.reset(); return true;
      case 'adjust': this.#adjustments.toggle(); return true;
      case 'darker': this.#adjustments.step('brightness', -TOUCH); return true;
      case 'lighter': this.#adjustments.step('brightness', TOUCH); return true;
      case 'flatter': this.#adjustments.step('contrast', -TOUCH); return true;
      case 'stronger': this.#adjustments.step('contrast', TOUCH); return true;
      case 'up': return this.viewer.pan(0, PAN_STEP);
      case 'down': return this.viewer.pan(0, -PAN_STEP);
      case 'left': return this.viewer.pan(PAN_STEP, 0);
      case 'right': return this.viewer.pan(-PAN_STEP, 0);
      case 'escape': return this.#adjustments.close();
      default: return false;
    }
  }

  /** @param {HTMLElement | undefined} button What was pressed: its colour runs round the edge. */
  flash(button) {
    const colour = button?.classList.contains('class-button') ? getComputedStyle(button).getPropertyValue('--class') : 'var(--ink-faint)';
    this.#edge.style.setProperty('--flash', colour);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#edge.animate([{ opacity: 1 }, { opacity: 0 }], { duration: still ? 160 : 320, easing: still ? 'steps(1, end)' : 'ease-out' });
    button?.animate([{ filter: 'brightness(0.92)' }, { filter: 'none' }], { duration: 200 });
  }

  close() {
    this.viewer.close();
    this.#panels.close();
  }
}

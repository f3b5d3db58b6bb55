// The label page: one key labels the image in front and shows the next, whatever the connection does meanwhile.

import { Adjustments } from './labelling/adjustments.js';
import { renewWhenGone } from './labelling/circuit.js';
import { Desk } from './labelling/desk.js';
import { Instructions } from './labelling/instructions.js';
import { listen } from './labelling/keys.js';
import { painted } from './labelling/measure.js';
import { Pace } from './labelling/pace.js';
import { Panels } from './labelling/panels.js';
import { Progress } from './labelling/progress.js';
import { Speaker } from './labelling/speaker.js';
import { Trail } from './labelling/trail.js';
import { Viewer } from './labelling/viewer.js';

/** Nobody sees an image and presses a key within this time: it is a key that bounced, or meant for the image before. */
const SOONEST_MS = 60;
/** Without a press for so long, the page may be loaded anew. */
const CALM_MS = 3_000;

/** @param {HTMLElement} root The bench that the page has rendered. @returns {{close: () => void}} */
export function mount(root) {
  return new Bench(root);
}

class Bench {
  #shownAt = Infinity;
  #pressedAt = 0;
  /** @type {import('./labelling/picture.js').Picture | null} */ #shown = null;
  #closing = new AbortController();

  /** @param {HTMLElement} root */
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`);
    this.root = root;
    this.part = part;
    this.choices = new Map([...root.querySelectorAll('[data-class-id]')].map(button => [button.dataset.classId, button]));
    this.speaker = new Speaker(part('speaker'), part('toast'));
    this.panels = new Panels(part('stage'));
    this.viewer = new Viewer(part('frame'), (text, fits) => this.#zoomed(text, fits));
    this.adjustments = new Adjustments(part('adjust'), (brightness, contrast) => this.viewer.adjust(brightness, contrast));
    this.instructions = new Instructions(part('instructions'));
    this.trail = new Trail(part('trail'));
    this.progress = new Progress(part('progress'), part('connection'), this.speaker);
    this.pace = new Pace(`activelabel.pace.${root.dataset.project}`);
    this.desk = new Desk({ projectId: root.dataset.project, leaseMinutes: Number(root.dataset.leaseMinutes) }, {
      dealt: () => this.#show(),
      state: state => this.progress.show(state),
      connection: connection => { this.progress.connection(connection); this.#show(); },
      refused: reason => this.speaker.warn(reason),
      told: text => this.speaker.toast(text),
    });
    this.stop = listen(this.#meanings(), (meaning, event) => this.#act(meaning, event));
    this.unwatch = renewWhenGone(() => this.desk.reachable && this.desk.unsent === 0 && performance.now() - this.#pressedAt > CALM_MS);
    root.addEventListener('click', event => this.#click(event), { signal: this.#closing.signal });
    for (const sign of ['pointermove', 'keydown']) document.addEventListener(sign, () => this.desk.active(), { signal: this.#closing.signal, passive: true });
    this.#count();
    this.desk.start();
    this.#show();
  }

  close() {
    this.#closing.abort();
    this.stop();
    this.unwatch();
    this.desk.close();
    this.viewer.close();
    this.panels.close();
  }

  #meanings() {
    const meanings = new Map([
      ['u', 'undo'], ['z', 'undo'], ['backspace', 'undo'], ['s', 'skip'], ['p', 'poorExample'], ['i', 'instructions'], ['?', 'instructions'],
      ['+', 'zoomIn'], ['=', 'zoomIn'], ['-', 'zoomOut'], ['_', 'zoomOut'], ['0', 'zoomToggle'],
    ]);
    for (const [classId, button] of this.choices) if (button.dataset.key) meanings.set(button.dataset.key, `class:${classId}`);
    return meanings;
  }

  #click(event) {
    const button = event.target.closest('[data-class-id], [data-action]');
    if (button) this.#act(button.dataset.action ?? `class:${button.dataset.classId}`, event);
  }

  /** @param {string} meaning @param {Event} event */
  #act(meaning, event) {
    this.#pressedAt = performance.now();
    switch (meaning) {
      case 'undo': return this.#undo(event);
      case 'skip': return this.#answer('skip', null, event);
      case 'poorExample': return this.#answer('poorExample', null, event);
      case 'instructions': return this.instructions.open();
      case 'closeInstructions': return this.instructions.close();
      case 'zoomIn': return this.viewer.zoomIn();
      case 'zoomOut': return this.viewer.zoomOut();
      case 'zoomToggle': return this.viewer.toggle();
      case 'adjust': return this.adjustments.toggle();
      default: return this.#answer('class', meaning.slice('class:'.length), event);
    }
  }

  #answer(kind, classId, event) {
    const picture = this.#shown;
    const tookMs = performance.now() - this.#shownAt;
    if (!picture || !(tookMs >= SOONEST_MS)) return;

    const button = classId === null ? this.root.querySelector(`[data-action="${kind}"]`) : this.choices.get(classId);
    this.desk.give(kind, classId === null ? null : Number(classId), tookMs);
    this.#show();
    this.#flash(button);
    painted(event).then(() => {
      this.trail.add(picture, button);
      this.pace.add();
      this.#count();
      this.speaker.say(`${button.dataset.says}. ${this.#shown ? 'Next image.' : ''}`);
    });
  }

  async #undo(event) {
    const undone = await this.desk.undo();
    if (!undone) return this.speaker.toast(this.desk.unsent > 0 ? 'Undo waits for the labels that are not sent yet.' : 'There is nothing to take back.');

    this.trail.takeBack(undone);
    this.pace.takeBack();
    this.#count();
    this.#show();
    this.#flash(this.root.querySelector('[data-action="undo"]'));
    painted(event);
    this.speaker.toast('Taken back: label this image again.');
  }

  /** Brings the stage in line with the hand. */
  #show() {
    const { hand } = this.desk;
    if (!hand.current && hand.next.length > 0) hand.advance();
    const picture = hand.current;
    if (picture && picture === this.#shown) return;

    this.#shown = null;
    this.#shownAt = Infinity;
    if (!picture || picture.state === 'loading') {
      this.viewer.show(null, { width: 1, height: 1 });
      this.panels.show(picture ? 'loading' : this.#emptiness());
      picture?.settled.then(() => { if (this.desk.hand.current === picture) this.#show(); });
      return;
    }

    const broken = picture.state === 'broken';
    this.viewer.show(broken ? null : picture.element, picture.leased);
    this.panels.show(broken ? 'broken' : null);
    this.#guess(picture.leased.guess);
    this.part('why').textContent = picture.leased.why ?? '';
    this.#shown = picture;
    this.root.dataset.image = String(picture.id);
    this.#shownAt = performance.now();
  }

  /** Why there is nothing to show. */
  #emptiness() {
    const { state, reachable } = this.desk;
    if (!reachable) return 'away';
    if (!state || state.waiting > 0 || this.desk.unsent > 0) return 'loading';
    return state.leased > 0 ? 'busy' : 'done';
  }

  #guess(guess) {
    for (const [classId, button] of this.choices) {
      const place = button.querySelector('[data-part="guess"]');
      if (place) place.textContent = guess && String(guess.classId) === classId ? `${Math.round(guess.probability * 100)}%` : '';
    }
  }

  #flash(button) {
    const edge = this.part('edge');
    edge.style.setProperty('--flash', button?.classList.contains('class-button') ? getComputedStyle(button).getPropertyValue('--class') : 'var(--ink-faint)');
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    edge.animate([{ opacity: 1 }, { opacity: 0 }], { duration: still ? 160 : 320, easing: still ? 'steps(1, end)' : 'ease-out' });
    button?.animate([{ filter: 'brightness(0.92)' }, { filter: 'none' }], { duration: 200 });
  }

  #zoomed(text, fits) {
    this.part('zoom').textContent = text;
    this.root.classList.toggle('zoomed', !fits);
  }

  #count() {
    const { count } = this.pace;
    const rate = this.pace.perMinute();
    this.part('pace').textContent = `${count} in this sitting${rate === null ? '' : ` · ${rate} a minute`}`;
  }
}

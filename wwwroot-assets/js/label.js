// The label page: one key labels the image in front and shows the next, whatever the connection does meanwhile.

import { Breaks } from './labelling/breaks.js';
import { Choices } from './labelling/choices.js';
import { renewWhenGone } from './labelling/circuit.js';
import { Desk } from './labelling/desk.js';
import { Overlay } from './labelling/overlay.js';
import { listen } from './labelling/keys.js';
import { LookBack } from './labelling/lookback.js';
import { painted } from './labelling/measure.js';
import { Pace } from './labelling/pace.js';
import { listenToPresses } from './labelling/press.js';
import { Progress } from './labelling/progress.js';
import { Speaker } from './labelling/speaker.js';
import { Stage } from './labelling/stage.js';
import { listenToSwipes } from './labelling/swipe.js';
import { Trail } from './labelling/trail.js';

/** Nobody sees an image and presses a key within this time: it is a key that bounced, or meant for the image before. */
const SOONEST_MS = 60;
/** Without a press for so long, the page may be loaded anew. */
const CALM_MS = 3_000;

/** What keys mean besides classes. `ClassKeys.OfActions` in the domain repeats the digits and letters among them. */
const ACTIONS = new Map([
  ['u', 'undo'], ['z', 'undo'], ['backspace', 'undo'], ['s', 'skip'], ['p', 'poorExample'], ['i', 'instructions'], ['?', 'help'], ['h', 'help'],
  ['+', 'zoomIn'], ['=', 'zoomIn'], ['-', 'zoomOut'], ['_', 'zoomOut'], ['0', 'zoomToggle'], ['home', 'resetView'],
  [',', 'darker'], ['.', 'lighter'], ['shift+comma', 'flatter'], ['shift+period', 'stronger'],
  ['arrowleft', 'left'], ['arrowright', 'right'], ['arrowup', 'up'], ['arrowdown', 'down'], ['escape', 'escape'],
]);

/** @param {HTMLElement} root The bench that the page has rendered. @returns {{close: () => void}} */
export function mount(root) {
  return new Bench(root);
}

class Bench {
  #pressedAt = 0;
  #closing = new AbortController();

  /** @param {HTMLElement} root */
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`);
    const { project, person = '', leaseMinutes } = root.dataset;
    this.root = root;
    this.part = part;
    this.choices = new Choices(root, part('changes'));
    this.speaker = new Speaker(part('speaker'), part('toast'));
    this.stage = new Stage(root);
    this.instructions = new Overlay(part('instructions'), ['i']);
    this.help = new Overlay(part('help'), ['?', 'h']);
    this.progress = new Progress(part('progress'), part('connection'), this.speaker);
    this.pace = new Pace(`activelabel.pace.${project}.${person}`, `activelabel.days.${project}.${person}`);
    this.breaks = new Breaks(part('break'), part('break-after'), this.pace);
    this.desk = new Desk({ projectId: project, person, leaseMinutes: Number(leaseMinutes) }, {
      dealt: () => this.#show(),
      state: state => this.#know(state),
      connection: () => { this.progress.connection(this.desk.line, this.desk.unsent); this.#show(); },
      refused: (reason, returned) => {
        this.speaker.warn(reason);
        if (returned) this.pace.takeBack();
        this.#remember();
      },
      told: text => this.speaker.toast(text),
      recalled: () => this.#remember(),
    });
    this.trail = new Trail(part('trail'), given => this.#face(given));
    this.back = new LookBack(root, this.desk.given, this.choices, () => { this.#remember(); this.#show(); });
    this.unswipe = listenToSwipes(part('frame'), part('swipe'), {
      may: () => this.stage.viewer.fits && this.stage.shown !== null && !this.back.looked,
      words: { left: 'Skip', right: 'Undo' },
      act: (way, event) => this.#act(way === 'left' ? 'skip' : 'undo', event),
    });
    this.stop = listen(key => ACTIONS.get(key) ?? this.choices.meaningOf(key), (meaning, event) => this.#act(meaning, event));
    this.unwatch = renewWhenGone(() => this.#isCalm(), () => this.desk.stay());
    listenToPresses(root, (button, event) => this.#press(button, event), this.#closing.signal);
    for (const sign of ['pointermove', 'keydown']) document.addEventListener(sign, () => this.desk.active(), { signal: this.#closing.signal, passive: true });
    this.#count();
    this.desk.start();
    this.#show();
  }

  close() {
    this.#closing.abort();
    this.stop();
    this.unswipe();
    this.unwatch();
    this.desk.close();
    this.stage.close();
  }

  /** Whether loading the page anew would interrupt nobody and lose nothing. */
  #isCalm() {
    return this.desk.line === 'open' && this.desk.unsent === 0 && !this.back.looked && !document.querySelector('dialog[open]') &&
      performance.now() - this.#pressedAt > CALM_MS;
  }

  /** @param {import('./labelling/work.js').WorkState} state */
  async #know(state) {
    this.progress.show(state);
    if (!state.classes || state.classes === this.choices.stamp) return;
    const changes = await this.choices.renew(() => this.desk.classes());
    if (changes.length > 0) this.speaker.say(`The classes changed. ${changes.join('. ')}`);
  }

  /** @param {HTMLElement} button @param {Event} event */
  #press(button, event) {
    this.#pressedAt = performance.now();
    if (button.dataset.look) this.back.at(button.dataset.look);
    else this.#act(button.dataset.action ?? `class:${button.dataset.classId}`, event);
  }

  /** @param {string} meaning @param {Event} event */
  #act(meaning, event) {
    this.#pressedAt = performance.now();
    if (this.stage.act(meaning)) return;
    switch (meaning) {
      case 'undo': return this.#undo(event);
      case 'skip': return this.#answer('skip', null, event);
      case 'poorExample': return this.#answer('poorExample', null, event);
      case 'instructions': return this.instructions.open();
      case 'closeInstructions': return this.instructions.close();
      case 'help': return this.help.open();
      case 'closeHelp': return this.help.close();
      case 'left': return this.back.older();
      case 'right': return this.back.newer();
      case 'escape': return this.back.close();
      case 'breakLater': return this.breaks.putOff();
      case 'breakOff': return this.breaks.off();
    }
    if (meaning.startsWith('class:')) this.#answer('class', meaning.slice('class:'.length), event);
  }

  #answer(kind, classId, event) {
    const tookMs = performance.now() - this.stage.shownAt;
    const button = this.#buttonOf(kind, classId);
    if (!this.stage.shown || !(tookMs >= SOONEST_MS) || !button) return;
    if (this.back.looked) return this.#correct(kind, classId, tookMs, button);

    this.desk.give(kind, classId === null ? null : Number(classId), tookMs);
    this.#show();
    this.stage.flash(button);
    painted(event).then(() => {
      this.pace.add();
      this.#remember();
      this.breaks.look();
      this.speaker.say(`${button.dataset.says}. ${this.stage.shown ? 'Next image.' : ''}`);
    });
  }

  #correct(kind, classId, tookMs, button) {
    const old = this.back.looked;
    const name = this.#face(old).name;
    if (old.kind !== kind || String(old.classId) !== String(classId)) this.desk.correct(old, kind, classId === null ? null : Number(classId), tookMs);
    this.back.close();
    this.stage.flash(button);
    this.speaker.toast(name === button.dataset.says ? `It stays ${name}.` : `Corrected: ${button.dataset.says} instead of ${name}.`);
  }

  async #undo(event) {
    const looked = this.back.looked;
    if (looked) this.desk.takeBack(looked);
    this.back.forget();
    const taken = looked ?? await this.desk.undo();
    if (taken === 'gone') return;
    if (!taken) {
      return this.speaker.toast(this.desk.unsent > 0 ? 'Undo waits for the labels that are not sent yet.' : 'There is nothing to take back.');
    }
    this.pace.takeBack();
    this.#remember();
    this.#show();
    this.stage.flash(this.root.querySelector('[data-action="undo"]'));
    painted(event);
    this.speaker.toast('Taken back: label this image again.');
  }

  #buttonOf(kind, classId) { return kind === 'class' ? this.choices.button(classId) : this.root.querySelector(`[data-action="${kind}"]`); }

  /** @param {import('./labelling/given.js').Said} given */
  #face({ kind, classId }) {
    const button = this.#buttonOf(kind, classId);
    const colour = button && kind === 'class' ? button.style.getPropertyValue('--class') : '';
    return { name: button?.dataset.says ?? 'a class that is gone', colour: colour || 'var(--ink-faint)' };
  }

  /** Shows what was given and how much. */
  #remember() {
    this.trail.show(this.desk.given.all, this.back?.looked ?? null);
    this.#count();
  }

  /** Brings the stage in line with the hand, or with what is looked at again. */
  #show() {
    const { hand } = this.desk;
    if (!hand.current && hand.next.length > 0) hand.advance();
    const bar = this.desk.line === 'signedOut' || this.desk.line === 'barred';
    const picture = bar ? null : this.back?.looked?.picture ?? hand.current;
    if (picture && picture === this.stage.shown) return;
    if (!picture || picture.state === 'loading') {
      this.stage.empty(picture ? 'loading' : bar ? this.desk.line : this.#emptiness());
      picture?.settled.then(() => this.#show());
      return;
    }

    this.stage.show(picture);
    const fresh = picture === hand.current;
    this.#guess(fresh ? picture.leased.guess : null);
    this.part('why').textContent = fresh ? picture.leased.why ?? '' : '';
  }

  /** Why there is nothing to show. */
  #emptiness() {
    const { state, line, unsent } = this.desk;
    if (line === 'away') return 'away';
    if (!state || state.waiting > 0 || unsent > 0) return 'loading';
    return state.leased > 0 ? 'busy' : 'done';
  }

  #guess(guess) {
    for (const [classId, button] of this.choices.buttons) {
      const place = button.querySelector('[data-part="guess"]');
      if (place) place.textContent = guess && String(guess.classId) === classId ? `${Math.round(guess.probability * 100)}%` : '';
    }
  }

  #count() {
    const { count } = this.pace;
    const rate = this.pace.perMinute();
    const days = this.pace.daysInARow();
    this.part('pace').textContent = [
      `${count} in this sitting`, ...(rate === null ? [] : [`${rate} a minute`]), ...(days > 1 ? [`${days} days in a row`] : []),
    ].join(' · ');
  }
}

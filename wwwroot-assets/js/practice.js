// The practice page: known images one at a time, and at once whether the answer was right and why.

import { renewWhenGone } from './labelling/circuit.js';
import { Overlay } from './labelling/overlay.js';
import { ANY, listen } from './labelling/keys.js';
import { painted } from './labelling/measure.js';
import { Panels } from './labelling/panels.js';
import { Picture } from './labelling/picture.js';
import { newId, post, Refused } from './labelling/post.js';
import { Score } from './labelling/score.js';
import { Speaker } from './labelling/speaker.js';
import { Verdict } from './labelling/verdict.js';
import { Viewer } from './labelling/viewer.js';

/** A verdict stays at least this long, so that a second tap of the same key does not skip it. */
const READ_MS = 250;
const AGAIN_MS = 1_500;

/** @param {HTMLElement} root The bench that the page has rendered. @returns {{close: () => void}} */
export function mount(root) {
  return new Practice(root);
}

class Practice {
  /** @type {'waiting' | 'asking' | 'told' | 'over'} */ #phase = 'waiting';
  /** @type {Picture | null} */ #picture = null;
  /** @type {Picture | null} */ #next = null;
  #toldAt = 0;
  #passedBefore = false;
  #state = null;
  #closing = new AbortController();

  /** @param {HTMLElement} root */
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`);
    this.root = root;
    this.part = part;
    this.api = `/api/projects/${root.dataset.project}/practice`;
    this.choices = new Map([...root.querySelectorAll('[data-class-id]')].map(button => [button.dataset.classId, button]));
    this.speaker = new Speaker(part('speaker'), part('toast'));
    this.panels = new Panels(part('stage'));
    this.viewer = new Viewer(part('frame'), text => { part('zoom').textContent = text; });
    this.instructions = new Overlay(part('instructions'), ['i', '?']);
    this.verdict = new Verdict(part('verdict'), this.choices);
    this.score = new Score(part('score'), part('rule'), part('result'), this.choices);
    this.stop = listen(this.#meanings(), (meaning, event) => this.#act(meaning, event));
    root.addEventListener('click', event => this.#click(event), { signal: this.#closing.signal });
    this.unwatch = renewWhenGone(() => this.#phase === 'asking');
    this.#start();
  }

  close() {
    this.#closing.abort();
    this.stop();
    this.unwatch();
    this.viewer.close();
    this.panels.close();
  }

  #meanings() {
    const meanings = new Map([
      ['i', 'instructions'], ['?', 'instructions'], ['+', 'zoomIn'], ['=', 'zoomIn'], ['-', 'zoomOut'], ['0', 'zoomToggle'], [ANY, 'goOn'],
    ]);
    for (const [classId, button] of this.choices) if (button.dataset.key) meanings.set(button.dataset.key, `class:${classId}`);
    return meanings;
  }

  async #start() {
    this.panels.show('loading');
    const answer = await this.#ask('next', {});
    if (!answer) return;
    this.#passedBefore = answer.state.passed;
    this.#know(answer.state);
    if (!answer.image) return this.#nothing();
    this.#next = new Picture(answer.image);
    if (answer.state.passed && answer.state.answered > 0) this.#finish(); else this.#showNext(null);
  }

  #click(event) {
    const button = event.target.closest('[data-class-id], [data-action]');
    if (button) this.#act(button.dataset.action ?? `class:${button.dataset.classId}`, event);
  }

  /** @param {string} meaning @param {Event} event */
  #act(meaning, event) {
    switch (meaning) {
      case 'instructions': return this.instructions.open();
      case 'closeInstructions': return this.instructions.close();
      case 'zoomIn': return this.viewer.zoomIn();
      case 'zoomOut': return this.viewer.zoomOut();
      case 'zoomToggle': return this.viewer.toggle();
      case 'more': return this.#more(event);
    }
    if (this.#phase === 'over') return event instanceof KeyboardEvent && event.key === 'Enter' ? this.part('start').click() : undefined;
    if (this.#phase === 'told') return this.#goOn(event);
    if (meaning.startsWith('class:')) this.#answer(meaning.slice('class:'.length));
  }

  async #answer(classId) {
    if (this.#phase !== 'asking') return;
    this.#phase = 'waiting';
    this.#mark(classId, 'given');
    const answer = await this.#ask('answers', { id: newId(), imageId: this.#picture.id, classId: Number(classId) });
    if (!answer) return;
    this.#next = answer.next ? new Picture(answer.next) : null;
    this.#mark(String(answer.rightClassId), 'right');
    this.verdict.show(answer);
    this.speaker.say(this.verdict.words);
    this.#know(answer.state);
    this.#phase = 'told';
    this.#toldAt = performance.now();
  }

  #goOn(event) {
    if (performance.now() - this.#toldAt < READ_MS) return;
    this.verdict.hide();
    this.#unmark();
    if (this.#state.passed && !this.#passedBefore) {
      this.#passedBefore = true;
      this.#finish();
    } else {
      this.#showNext(event);
    }
  }

  #more(event) {
    this.root.classList.remove('finished');
    this.#showNext(event);
  }

  #finish() {
    this.#phase = 'over';
    this.viewer.show(null);
    this.score.result(this.#state);
    this.panels.show('result');
    this.root.classList.add('finished');
    this.part('result').querySelector('h2').focus();
    this.speaker.say('Practice passed. Press Enter to start labelling.');
  }

  async #showNext(event) {
    this.#phase = 'waiting';
    const picture = this.#next;
    if (!picture) return this.#nothing();
    if (picture.state === 'loading') {
      this.viewer.show(null);
      this.panels.show('loading');
      await picture.settled;
    }
    this.#picture = picture;
    this.panels.show(picture.state === 'broken' ? 'broken' : null);
    this.viewer.show(picture.state === 'broken' ? null : picture);
    this.root.dataset.image = String(picture.id);
    this.#phase = 'asking';
    if (event) painted(event);
  }

  #nothing() {
    this.#phase = 'waiting';
    this.root.classList.add('finished');
    this.panels.show('none');
  }

  #know(state) {
    this.#state = state;
    this.score.show(state);
  }

  #mark(classId, how) { this.choices.get(classId)?.classList.add(how); }

  #unmark() { for (const button of this.choices.values()) button.classList.remove('given', 'right'); }

  /** Asks until there is an answer; the id in the body makes asking again harmless. */
  async #ask(what, body) {
    while (!this.#closing.signal.aborted) {
      try {
        return await post(`${this.api}/${what}`, body);
      } catch (error) {
        if (error instanceof Refused) {
          this.speaker.warn(error.message);
          return null;
        }
        this.speaker.toast('No connection: trying again.');
        await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
      }
    }
    return null;
  }
}

// The grid page: many images that are taken for one class. What is wrong is marked, the rest is confirmed by one key.

import { Choices } from './labelling/choices.js';
import { renewWhenGone } from './labelling/circuit.js';
import { listen } from './labelling/keys.js';
import { Overlay } from './labelling/overlay.js';
import { Pace } from './labelling/pace.js';
import { Panels } from './labelling/panels.js';
import { newId } from './labelling/post.js';
import { Progress } from './labelling/progress.js';
import { Speaker } from './labelling/speaker.js';
import { Board } from './sorting/board.js';
import { SortingDesk } from './sorting/desk.js';
import { Settings } from './sorting/settings.js';
import { Watch } from './sorting/watch.js';
import { headline, number, tally } from './sorting/words.js';
import { Zoom } from './sorting/zoom.js';

/** What keys mean besides classes. */
const ACTIONS = new Map([
  ['u', 'undo'], ['z', 'undo'], ['backspace', 'undo'], ['s', 'skip'], ['p', 'poorExample'], ['i', 'instructions'], ['?', 'instructions'],
  [' ', 'look'], ['enter', 'confirm'],
]);

/** @param {HTMLElement} root The bench that the page has rendered. @returns {{close: () => void}} */
export function mount(root) {
  return new GridBench(root);
}

class GridBench {
  /** @type {import('./sorting/desk.js').Page | null} */ #shown = null;
  /** Marks before each change, for undo. @type {Map<number, import('./sorting/board.js').Mark>[]} */ #before = [];
  /** What the page is for. */ #lead = '';
  #closing = new AbortController();

  /** @param {HTMLElement} root */
  constructor(root) {
    const part = name => root.querySelector(`[data-part="${name}"]`);
    this.root = root;
    this.part = part;
    this.choices = new Choices(root, part('changes'));
    this.speaker = new Speaker(part('speaker'), part('toast'));
    this.panels = new Panels(part('stage'));
    this.instructions = new Overlay(part('instructions'), ['i', '?']);
    this.progress = new Progress(part('progress'), part('connection'), this.speaker);
    const { project, person } = root.dataset;
    this.pace = new Pace(`activelabel.pace.${project}.${person}`, `activelabel.days.${project}.${person}`);
    this.settings = new Settings(part, {
      changed: () => this.#deal(), rest: () => this.#restChanged(), chosen: () => root.querySelector('[data-action="confirm"]').focus(),
    });
    this.board = new Board(part('board'), { chosen: () => this.#describe(), look: id => this.#look(id), says: mark => this.#says(mark) });
    this.watch = new Watch(() => this.#describe(), cell => this.board.mark([Number(cell.dataset.image)], { kind: 'none', says: 'cannot be shown' }));
    this.zoom = new Zoom(part('zoom'), {
      step: step => this.#look(this.board.beside(this.board.current, step)),
      key: event => this.#zoomKey(event),
      closed: () => this.board.focus(),
    });
    this.desk = new SortingDesk({ projectId: project, person, leaseMinutes: Number(root.dataset.leaseMinutes) }, {
      dealt: () => this.#show(),
      state: state => this.#know(state),
      connection: (line, unsent) => { this.progress.connection(line, unsent); this.#show(); },
      answered: answers => this.#answered(answers),
      lost: ids => this.#lost(ids),
      refused: reason => this.speaker.warn(reason),
    });
    const { signal } = this.#closing;
    document.addEventListener('keydown', event => this.#restKey(event), { signal });
    this.stop = listen(key => this.#meaningOf(key), (meaning, event) => this.#act(meaning, event));
    this.unwatch = renewWhenGone(() => this.desk.reachable && this.desk.unsent === 0 && this.board.marks.size === 0);
    root.addEventListener('click', event => this.#click(event), { signal });
    for (const sign of ['pointermove', 'keydown']) document.addEventListener(sign, () => this.desk.active(), { signal, passive: true });
    this.#count();
    this.desk.start(this.settings.wish);
    this.#show();
  }

  close() {
    this.#closing.abort();
    this.stop();
    this.unwatch();
    this.desk.close();
    this.board.close();
    this.watch.close();
    this.panels.close();
  }

  #meaningOf(key) { return this.choices.meaningOf(key) ?? ACTIONS.get(key); }

  #click(event) {
    const button = event.target.closest('[data-class-id], [data-action]');
    if (button) this.#act(button.dataset.action ?? `class:${button.dataset.classId}`, event);
  }

  /** @param {string} meaning @param {Event} event */
  #act(meaning, event) {
    switch (meaning) {
      case 'undo': return this.#undo();
      case 'skip': return this.#mark({ kind: 'skip' }, event);
      case 'poorExample': return this.#mark({ kind: 'poorExample' }, event);
      case 'look': return this.#shown?.images.length ? this.#look(this.board.current) : undefined;
      case 'closeLook': return this.zoom.close();
      case 'instructions': return this.instructions.open();
      case 'closeInstructions': return this.instructions.close();
      case 'closeReport': this.part('report').hidden = true; return this.board.focus();
      case 'again': return this.#deal();
      case 'confirm': return this.#confirm();
      default: return this.#mark({ kind: 'class', classId: Number(meaning.slice('class:'.length)) }, event);
    }
  }

  /** Shift and the key of a class: all images without a mark are of it. */
  #restKey(event) {
    if (!event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.repeat || document.querySelector('dialog[open]')) return;
    const place = /^(?:Digit|Key)(\w)$/.exec(event.code)?.[1].toLowerCase();
    const meaning = place && this.choices.meaningOf(place);
    // A select takes letters for the beginnings of what it offers.
    if (!meaning || event.target instanceof Element && event.target.matches(event.code.startsWith('Key') ? 'select, input, textarea' : 'input, textarea')) return;
    event.preventDefault();
    this.settings.rest = Number(meaning.slice('class:'.length));
    this.#restChanged();
    this.speaker.toast(`All others are ${this.#nameOf(this.settings.rest)}.`);
  }

  /** A class, and whatever else a page's key means, while one image is shown large. */
  #zoomKey(event) {
    const meaning = this.#meaningOf(event.key.toLowerCase());
    if (!meaning || ['look', 'confirm', 'instructions'].includes(meaning)) return false;
    this.#act(meaning, event);
    // Taken back may be the whole page.
    if (this.zoom.isOpen) this.#look(this.board.current);
    return true;
  }

  /** @param {import('./sorting/board.js').Mark} mark @param {Event} event */
  #mark(mark, event) {
    if (!this.#shown?.images.length) return;
    const chosen = this.board.chosen;
    const pressed = event instanceof KeyboardEvent && (this.board.hasFocus || this.zoom.isOpen);
    const ids = this.zoom.isOpen || chosen.length === 0 && pressed ? [this.board.current] : chosen;
    if (ids.length === 0) return this.speaker.toast('Choose the images first: click them, or go to one by the arrow keys.');

    this.#before.push(new Map(this.board.marks));
    // The class of the rest is no mark: it goes with the rest when that becomes another.
    const isRest = mark.kind === 'class' && mark.classId === this.settings.rest;
    this.board.mark(ids, isRest ? undefined : mark);
    if (!this.zoom.isOpen) this.board.focus(ids.at(-1));
    this.#describe();
    this.speaker.say(`${ids.length > 1 ? `${ids.length} images: ` : ''}${this.#says(mark).name}`);
  }

  #undo() {
    const marks = this.#before.pop();
    if (marks) {
      // What cannot be shown is not confirmed after all.
      for (const [id, mark] of this.board.marks) if (mark.kind === 'none') marks.set(id, mark);
      this.board.marks = marks;
      this.board.refresh();
      this.board.focus();
      this.#describe();
      return this.speaker.toast('The last mark is taken back.');
    }

    const undone = this.desk.undo();
    if (!undone) return this.speaker.toast('There is nothing to take back.');
    undone.labels.forEach(() => this.pace.takeBack());
    this.#count();
    this.speaker.toast(`Taken back: the ${number(undone.labels.length, 'label')} of the page before.`);
  }

  #confirm() {
    if (!this.#shown?.images.length) return;
    const { unseen, coming } = this.watch;
    if (coming > 0) return this.speaker.toast(`${number(coming, 'image')} still to come: then you can confirm.`);
    if (unseen.length > 0) {
      unseen[0].focus();
      unseen[0].scrollIntoView({ block: 'start' });
      return this.speaker.toast(`Look at all first: ${number(unseen.length, 'image')} not seen yet.`);
    }
    if (!this.watch.isReady) return this.speaker.toast('One moment: look at them first.');

    const { images } = this.#shown;
    const unmarked = images.filter(image => !this.board.marks.has(image.id));
    if (unmarked.length > 0 && this.settings.rest === null) {
      this.part('rest').focus();
      return this.speaker.toast('First say which class the images without a mark are: Shift and its key, or choose it.');
    }

    const rest = { kind: 'class', classId: this.settings.rest };
    const labels = images.map(image => [image.id, this.board.marks.get(image.id) ?? rest]).filter(([, mark]) => mark.kind !== 'none')
      .map(([imageId, mark]) => ({ id: newId(), imageId, ...mark }));
    const keep = { marks: new Map(this.board.marks), rest: this.settings.rest };
    const tookMs = performance.now() - this.watch.paintedAt;
    this.desk.give(labels, tookMs, keep);
    // As if they had come one after the other, or the pace would be that of one press.
    labels.forEach((_, place) => this.pace.add(Date.now() - tookMs * (1 - (place + 1) / labels.length)));
    this.#count();
    this.speaker.say(`${tally('Confirmed', this.#counts())}. Next page.`);
    this.#deal();
  }

  #deal() {
    this.desk.deal(this.settings.wish);
    this.#show();
  }

  /** Brings the board in line with the desk. */
  #show() {
    const { page } = this.desk;
    if (page && page === this.#shown) return;

    this.zoom.close();
    this.#shown = page;
    this.#before = [];
    const images = page?.images ?? [];
    this.root.classList.toggle('empty', images.length === 0);
    this.panels.show(images.length > 0 ? null : page ? page.kind : this.desk.reachable ? 'loading' : 'away');
    if (!page) return this.#describe();

    const kept = this.desk.kept;
    this.settings.offer(page, this.choices);
    if (kept) this.settings.rest = kept.rest;
    const words = headline(page, this.#nameOf(page.classId));
    this.part('title').replaceChildren(...words.nodes(this.choices.button(page.classId)));
    this.#lead = words.lead;
    this.board.show(images, new Map(kept?.marks ?? []), words.text);
    this.watch.begin(this.board.cells);
    // Whoever is choosing what to sort goes on choosing.
    if (images.length > 0 && !document.activeElement?.matches('select') && !document.querySelector('dialog[open]')) this.board.focus();
    this.speaker.say(images.length > 0 ? `${words.text}. Mark those that are something else, then press Enter.` : '');
    this.#describe();
  }

  /** Says what confirming would do. */
  #describe() {
    const button = this.root.querySelector('[data-action="confirm"]');
    const has = (this.#shown?.images.length ?? 0) > 0;
    const { unseen, coming } = this.watch;
    const chosen = this.board.chosen.length;
    const more = has && coming === 0 && unseen.length > 0;
    const ready = has && !more && this.watch.isReady;
    button.dataset.state = ready ? 'ready' : more ? 'more' : 'waits';
    button.setAttribute('aria-disabled', String(!ready && !more));
    this.part('tally').textContent = !has ? 'Nothing to confirm'
      : coming > 0 ? `${coming} still to come`
        : more ? `On to the ${number(unseen.length, 'image')} not seen yet`
          : tally('Confirm', this.#counts());
    this.root.classList.toggle('choosing', chosen > 0);
    this.part('lead').textContent = chosen > 0 ? `${number(chosen, 'image')} chosen: now their class, or skip, or poor example.` : this.#lead;
  }

  /** How many images are called what: those without a mark first, then the other classes, then what is no class. */
  #counts() {
    const counts = new Map();
    for (const { id } of this.#shown?.images ?? []) {
      const mark = this.board.marks.get(id);
      const key = mark ? `${mark.kind} ${mark.classId ?? mark.says ?? ''}` : '';
      const count = counts.get(key) ?? { name: this.#says(mark)?.name ?? null, isClass: !mark || mark.kind === 'class', count: 0, rank: !mark ? 0 : mark.kind === 'class' ? 1 : 2 };
      counts.set(key, { ...count, count: count.count + 1 });
    }
    return [...counts.values()].sort((a, b) => a.rank - b.rank);
  }

  /** @param {import('./sorting/board.js').Mark | undefined} mark @returns {import('./sorting/board.js').Said | null} */
  #says(mark) {
    if (mark?.kind === 'skip') return { name: 'skipped', colour: 'var(--ink-faint)' };
    if (mark?.kind === 'poorExample') return { name: 'poor example', colour: 'var(--ink-faint)' };
    if (mark?.kind === 'none') return { name: mark.says, colour: 'var(--ink-faint)' };
    const classId = mark?.classId ?? this.settings.rest;
    const button = this.choices.button(classId);
    return button ? { name: button.dataset.says, colour: button.style.getPropertyValue('--class') } : null;
  }

  #nameOf(classId) { return this.choices.button(classId)?.dataset.says ?? null; }

  #restChanged() {
    // Marks of the class that all others are of now say nothing.
    for (const [id, mark] of [...this.board.marks]) if (mark.classId === this.settings.rest) this.board.marks.delete(id);
    this.board.refresh();
    this.#describe();
  }

  #look(imageId) {
    const image = this.#shown?.images.find(other => other.id === imageId);
    if (!image) return;
    if (this.zoom.isOpen) this.board.current = imageId; else this.board.focus(imageId);
    const place = this.#shown.images.indexOf(image) + 1;
    const says = this.#says(this.board.marks.get(imageId));
    this.zoom.show(image, `Image ${place} of ${this.#shown.images.length}${says ? `: ${says.name}` : ''}`);
  }

  /** @param {{outcome: string, answeredBefore: boolean, imageId: number, reason: string | null}[]} answers */
  #answered(answers) {
    const saved = answers.filter(answer => answer.outcome !== 'refused').length;
    const before = answers.filter(answer => answer.answeredBefore || answer.withSomebodyElse).length;
    const refused = answers.filter(answer => answer.outcome === 'refused');
    if (refused.length > 0) {
      this.#report(refused);
      this.speaker.warn(`${refused.length} of ${answers.length} labels were not kept.`);
    } else if (before > 0) {
      this.speaker.toast(`${number(saved, 'label')} saved. Somebody else was at ${number(before, 'image')} too: yours is kept beside theirs.`);
    } else {
      this.speaker.toast(`${number(saved, 'label')} saved.`);
    }
  }

  /** Which labels were refused and why: image by image. */
  #report(refused) {
    const reasons = new Map();
    for (const { reason } of refused) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    this.part('refusals').replaceChildren(...[...reasons].map(([reason, count]) => {
      const item = document.createElement('li');
      item.textContent = `${number(count, 'image')}: ${reason}`;
      return item;
    }));
    this.part('report').hidden = false;
  }

  #lost(ids) {
    const gone = ids.filter(id => this.board.marks.get(id)?.kind !== 'none');
    if (gone.length === 0) return;
    this.board.mark(gone, { kind: 'none', says: 'with somebody else' });
    this.#describe();
    this.speaker.toast(`${number(gone.length, 'image')} went to somebody else meanwhile.`);
  }

  async #know(state) {
    if (!state) return;
    this.progress.show(state);
    if (!state.classes || state.classes === this.choices.stamp) return;
    const changes = await this.choices.renew(() => this.desk.classes());
    if (changes.length === 0) return;
    for (const [id, mark] of [...this.board.marks]) if (mark.kind === 'class' && !this.choices.button(mark.classId)) this.board.marks.delete(id);
    if (this.#shown) this.settings.offer(this.#shown, this.choices);
    this.#restChanged();
    this.speaker.say(`The classes changed. ${changes.join('. ')}`);
  }

  #count() {
    const { count } = this.pace;
    const rate = this.pace.perMinute();
    this.part('pace').textContent = `${count} in this sitting${rate === null ? '' : ` · ${rate} a minute`}`;
  }
}

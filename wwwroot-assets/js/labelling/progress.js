// How far the round is, and whether what was said has arrived.

import { isOver } from './upkeep.js';

const RETRAINING = { preparing: 'Reading the labels', training: 'Retraining', scoring: 'Looking at the images', selecting: 'Choosing the next images' };

export class Progress {
  #place;
  #connection;
  #speaker;
  #lost = false;
  /** Number of the newest round that this page knows to be ready. @type {number | null} */ #ready = null;

  /** @param {HTMLElement} place @param {HTMLElement} connection @param {import('./speaker.js').Speaker} speaker */
  constructor(place, connection, speaker) {
    this.#place = place;
    this.#connection = connection;
    this.#speaker = speaker;
  }

  /** @param {import('./work.js').WorkState} state */
  show(state) {
    const { round, readyRound, sinceLastRound, retrainAfter, labelled } = state;
    const busy = round !== null && !isOver(round.state);
    const left = Math.max(0, retrainAfter - sinceLastRound);
    this.#place.querySelector('[data-part="labelled"]').textContent = `${labelled.toLocaleString('en')} labelled`;
    this.#place.querySelector('[data-part="until"]').textContent =
      busy ? `${RETRAINING[round.state]}…` : left === 0 ? 'Retraining soon' : `${left} to the next retraining`;
    const bar = this.#place.querySelector('[data-part="bar"]');
    bar.style.transform = `scaleX(${busy ? 1 : Math.min(1, sinceLastRound / retrainAfter)})`;
    bar.parentElement.classList.toggle('busy', busy);
    this.#announce(readyRound);
  }

  /** @param {import('./outbox.js').Line} line @param {number} unsent */
  connection(line, unsent) {
    const text = wordsOf(line, unsent);
    this.#connection.dataset.state = line !== 'open' ? 'lost' : unsent > 1 ? 'saving' : 'saved';
    const words = this.#connection.querySelector('span');
    if (words.textContent === text) return;
    words.textContent = text;
    // A screen reader hears of losing and regaining the connection, not of every label saved.
    if (line !== 'open' || this.#lost) this.#speaker.say(text);
    this.#lost = line !== 'open';
  }

  #announce(readyRound) {
    if (this.#ready !== null && readyRound > this.#ready) this.#speaker.toast(`Round ${readyRound} is ready: the queue is reordered.`);
    this.#ready = readyRound;
  }
}

function wordsOf(line, unsent) {
  const kept = unsent === 1 ? '1 label is kept in this browser' : `${unsent} labels are kept in this browser`;
  switch (line) {
    case 'slow': return `Slow connection: ${kept}`;
    case 'away': return unsent > 0 ? `No connection: ${kept}` : 'No connection: trying again';
    case 'signedOut': return unsent > 0 ? `Signed out: ${kept}` : 'Signed out';
    case 'barred': return unsent > 0 ? `Not in this project: ${kept}` : 'Not in this project';
    default: return unsent > 1 ? `Saving ${unsent}` : 'All saved';
  }
}

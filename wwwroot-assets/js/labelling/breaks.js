// A word about a break after a long steady stretch: tired eyes make slips. It never stands in the way, and a person can
// put it off or switch it off.

const CHOICE = 'activelabel.break';
const PUT_OFF_MINUTES = 10;
const USUAL_MINUTES = 30;

export class Breaks {
  #card;
  #choice;
  #pace;
  #notBefore = 0;

  /** @param {HTMLElement} card @param {HTMLSelectElement} choice After how many minutes; 0 for never. @param {import('./pace.js').Pace} pace */
  constructor(card, choice, pace) {
    this.#card = card;
    this.#choice = choice;
    this.#pace = pace;
    try { choice.value = localStorage.getItem(CHOICE) ?? String(USUAL_MINUTES); } catch { choice.value = String(USUAL_MINUTES); }
    choice.addEventListener('change', () => {
      try { localStorage.setItem(CHOICE, choice.value); } catch { /* for this page only */ }
      this.look();
    });
  }

  /** After each label. */
  look(now = Date.now()) {
    const minutes = Number(this.#choice.value);
    const steady = this.#pace.steadyMinutes(now);
    if (minutes === 0 || steady < minutes || now < this.#notBefore) return this.close();
    const words = this.#card.querySelector('span');
    if (this.#card.hidden) words.textContent = `${Math.floor(steady)} minutes without a pause. A short break keeps your eyes sharp.`;
    this.#card.hidden = false;
  }

  putOff(now = Date.now()) {
    this.#notBefore = now + PUT_OFF_MINUTES * 60_000;
    this.close();
  }

  off() {
    this.#choice.value = '0';
    this.#choice.dispatchEvent(new Event('change'));
  }

  close() { this.#card.hidden = true; }
}

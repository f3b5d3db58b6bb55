// Right or wrong, in words, and why: the definition of the right class with an image of it beside.

export class Verdict {
  #place;
  #choices;

  /** @param {HTMLElement} place @param {Map<string, HTMLElement>} choices Class buttons by class id; they carry name and definition. */
  constructor(place, choices) {
    this.#place = place;
    this.#choices = choices;
  }

  /** What was last shown, in one sentence. */
  words = '';

  /** @param {{right: boolean, rightClassId: number, givenClassId: number, example: {url: string} | null}} verdict */
  show({ right, rightClassId, givenClassId, example }) {
    const rightOne = this.#choices.get(String(rightClassId));
    const givenOne = this.#choices.get(String(givenClassId));
    const name = rightOne?.dataset.says ?? 'a class that is gone';
    const headline = right ? `Right: ${name}` : `Not this time: it is ${name}`;
    this.words = right ? `Right, ${name}.` : `Wrong. You said ${givenOne?.dataset.says}; it is ${name}. ${rightOne?.dataset.definition ?? ''}`;

    const part = name => this.#place.querySelector(`[data-part="${name}"]`);
    part('headline').textContent = headline;
    part('definition').textContent = rightOne?.dataset.definition ?? '';
    part('given').textContent = right || !givenOne?.dataset.definition ? '' : `You said ${givenOne.dataset.says}: ${givenOne.dataset.definition}`;
    const figure = part('example');
    figure.hidden = example === null;
    if (example) {
      figure.querySelector('img').src = example.url;
      figure.querySelector('figcaption').textContent = `Also ${name}`;
    }
    this.#place.dataset.verdict = right ? 'right' : 'wrong';
    this.#place.style.setProperty('--class', rightOne ? getComputedStyle(rightOne).getPropertyValue('--class') : '');
    this.#place.hidden = false;
  }

  hide() { this.#place.hidden = true; }
}

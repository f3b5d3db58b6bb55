// How far practice is, and in the end what was mistaken for what.

export class Score {
  #place;
  #rule;
  #result;
  #choices;

  /** @param {HTMLElement} place @param {HTMLElement} rule @param {HTMLElement} result @param {Map<string, HTMLElement>} choices Class buttons by class id. */
  constructor(place, rule, result, choices) {
    this.#place = place;
    this.#rule = rule;
    this.#result = result;
    this.#choices = choices;
  }

  show(state) {
    const { right, goal, passed, recentRight, recentCount } = state;
    const part = name => this.#place.querySelector(`[data-part="${name}"]`);
    part('right').textContent = goal > 0 ? `${Math.min(right, goal)} of ${goal} right` : `${right} right`;
    part('bar').style.transform = `scaleX(${goal > 0 ? Math.min(1, right / goal) : 1})`;
    part('recent').textContent = recentCount === 0 ? '' : passed ? 'Passed' : `${recentRight} of the last ${recentCount} right`;
    this.#rule.textContent = passed ? 'You have passed: this is for the pleasure of it.' : ruleOf(state);
    for (const { classId, right: ofClass, asked } of state.classes) {
      const badge = this.#choices.get(String(classId))?.querySelector('[data-part="count"]');
      if (badge) badge.textContent = asked > 0 ? `${Math.min(ofClass, asked)}/${asked}` : '';
    }
  }

  /** Fills the panel that practice ends with. */
  result(state) {
    const share = state.answered > 0 ? Math.round(100 * state.right / state.answered) : 0;
    this.#result.querySelector('[data-part="summary"]').textContent = `${state.right} of your ${state.answered} answers were right (${share}%).`;
    const mistakes = state.confusion.filter(cell => cell.rightClassId !== cell.givenClassId);
    this.#result.querySelector('[data-part="advice"]').textContent = mistakes.length === 0 ? 'Not one mistake.' : this.#advice(mistakes);
    this.#table(state);
  }

  #name(classId) { return this.#choices.get(String(classId))?.dataset.says ?? '?'; }

  #advice(mistakes) {
    const worst = mistakes.reduce((most, cell) => cell.count > most.count ? cell : most);
    const times = worst.count === 1 ? 'once' : worst.count === 2 ? 'twice' : `${worst.count} times`;
    return `Keep an eye on ${this.#name(worst.rightClassId)}: you took it for ${this.#name(worst.givenClassId)} ${times}.`;
  }

  #table(state) {
    const ids = state.classes.map(({ classId }) => classId);
    const counts = new Map(state.confusion.map(cell => [`${cell.rightClassId} ${cell.givenClassId}`, cell.count]));
    const row = (tag, cells) => {
      const line = document.createElement('tr');
      cells.forEach((cell, place) => {
        const box = document.createElement(place === 0 ? 'th' : tag);
        if (box.tagName === 'TH') box.scope = tag === 'th' ? 'col' : 'row';
        box.textContent = cell.text;
        if (cell.kind) box.className = cell.kind;
        line.append(box);
      });
      return line;
    };
    const table = this.#result.querySelector('table');
    table.tHead.replaceChildren(row('th', [{ text: '' }, ...ids.map(id => ({ text: this.#name(id) }))]));
    table.tBodies[0].replaceChildren(...ids.map(right => row('td', [
      { text: this.#name(right) },
      ...ids.map(given => {
        const count = counts.get(`${right} ${given}`) ?? 0;
        return { text: count === 0 ? '·' : String(count), kind: count === 0 ? '' : right === given ? 'good' : 'bad' };
      }),
    ])));
  }
}

/** What passes, in one sentence. */
function ruleOf({ goal, window, share, classes }) {
  const asked = classes.map(c => c.asked);
  const least = Math.min(...asked);
  const each = Math.max(...asked) === 0 ? '' : least === Math.max(...asked) ? `, at least ${least} of each class` : ', some of each class as its button shows';
  return `Labelling opens after ${goal} right answers${each}, with ${Math.round(share * 100)}% of the last ${window} right.`;
}

// Brightness and contrast of what is shown, kept for this project until the tab is closed.

export class Adjustments {
  #panel;
  #sliders;
  #apply;

  /** @param {HTMLElement} panel With range inputs named brightness and contrast. @param {(brightness: number, contrast: number) => void} apply */
  constructor(panel, apply) {
    this.#panel = panel;
    this.#apply = apply;
    this.#sliders = [...panel.querySelectorAll('input[type=range]')];
    for (const slider of this.#sliders) {
      try { slider.value = sessionStorage.getItem(key(slider)) ?? slider.defaultValue; } catch { /* the default stands */ }
      slider.addEventListener('input', () => this.#changed(slider));
    }
    panel.querySelector('[data-part="reset"]').addEventListener('click', () => this.reset());
    this.#show();
  }

  toggle() { this.#panel.hidden = !this.#panel.hidden; }

  /** @returns {boolean} Whether it was open. */
  close() {
    const open = !this.#panel.hidden;
    this.#panel.hidden = true;
    return open;
  }

  /** @param {'brightness' | 'contrast'} name @param {number} percent */
  step(name, percent) {
    const slider = this.#sliders.find(other => other.name === name);
    slider.value = String(Number(slider.value) + percent);
    this.#changed(slider);
  }

  #changed(slider) {
    try { sessionStorage.setItem(key(slider), slider.value); } catch { /* not kept */ }
    this.#show();
  }

  reset() {
    for (const slider of this.#sliders) {
      slider.value = slider.defaultValue;
      this.#changed(slider);
    }
  }

  #show() {
    const [brightness, contrast] = this.#sliders.map(slider => Number(slider.value));
    for (const slider of this.#sliders) slider.nextElementSibling.textContent = `${slider.value}%`;
    this.#apply(brightness, contrast);
  }
}

const key = slider => `activelabel.adjust.${slider.name}`;

// A dialog over the bench, one key away and one key back.

export class Overlay {
  #dialog;

  /** @param {HTMLDialogElement} dialog @param {string[]} keys That close it again. */
  constructor(dialog, keys) {
    this.#dialog = dialog;
    dialog.addEventListener('keydown', event => {
      if (event.repeat || event.target.matches('select, input') || !keys.includes(event.key.toLowerCase())) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    // The backdrop is the dialog's own; what is inside has a target of its own.
    dialog.addEventListener('click', event => { if (event.target === dialog) this.close(); });
  }

  open() { if (!this.#dialog.open) this.#dialog.showModal(); }

  close() { this.#dialog.close(); }
}

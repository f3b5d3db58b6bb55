// The instructions over the bench, one key away and one key back.

export class Instructions {
  #dialog;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    dialog.addEventListener('keydown', event => {
      if (event.repeat || !['i', '?'].includes(event.key.toLowerCase())) return;
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

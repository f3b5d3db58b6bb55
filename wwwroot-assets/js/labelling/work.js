// What the desk tells: shapes only.

/**
 * @typedef {object} WorkState
 * @property {number} labelled
 * @property {number} sinceLastRound
 * @property {number} retrainAfter
 * @property {number} waiting
 * @property {number} leased
 * @property {{number: number, state: string} | null} round The newest.
 * @property {number} readyRound
 * @property {string} [classes] Changes when the classes do.
 */

/**
 * @typedef {object} DeskEvents
 * @property {() => void} dealt New images have come, or it is known that there are none.
 * @property {(state: WorkState) => void} state
 * @property {() => void} connection The line, or the number of unsent labels, is another.
 * @property {(reason: string, returned?: boolean) => void} refused Whether a label came back, to be given anew.
 * @property {(text: string) => void} told
 * @property {() => void} recalled What this tab's last page had given is known.
 */

export {};

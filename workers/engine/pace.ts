/** How much work to do between two pauses: enough to be fast, little enough to cancel promptly. */

/** Target milliseconds between two pauses; four times as many are still responsive. */
const goal = 25;
/** Maximum growth from one piece to the next; the first ones are slow while code is being compiled. */
const growth = 4;

/** Adapts the amount of work in a piece (in the engine's own unit) to how long the last one took. */
export class Pace {
  readonly #least: number;
  #amount: number;

  /** @param first the first piece, which is also the minimum */
  constructor(first: number) {
    this.#least = first;
    this.#amount = first;
  }

  get amount(): number {
    return this.#amount;
  }

  /** `amount` took `milliseconds`. Affects only where a piece ends. */
  measured(amount: number, milliseconds: number): void {
    const fitting = milliseconds > 0 ? (amount * goal) / milliseconds : Infinity;
    this.#amount = Math.max(this.#least, Math.floor(Math.min(fitting, this.#amount * growth)));
  }
}

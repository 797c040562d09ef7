/** How much work goes between two breaths: enough to be fast, little enough to be cancelled at once. */

/** Milliseconds between two breaths that are aimed at: four times as many are still a quick answer. */
const goal = 25;
/** Growth from one piece to the next; the first ones are slow, while code is still being compiled. */
const growth = 4;

/** The amount of work in a piece, in whatever unit an engine counts, after how long the last one took. */
export class Pace {
  readonly #least: number;
  #amount: number;

  /** The first piece, which is also the smallest there will be. */
  constructor(first: number) {
    this.#least = first;
    this.#amount = first;
  }

  get amount(): number {
    return this.#amount;
  }

  /** `amount` was done in `milliseconds`. Decides nothing but where a piece ends. */
  measured(amount: number, milliseconds: number): void {
    const fitting = milliseconds > 0 ? (amount * goal) / milliseconds : Infinity;
    this.#amount = Math.max(this.#least, Math.floor(Math.min(fitting, this.#amount * growth)));
  }
}

/** How much work goes between two breaths: enough to be fast, little enough to be cancelled at once. */

/** Milliseconds between two breaths that are aimed at. */
const goal = 40;
/** Growth from one piece to the next; the first ones are slow, while code is still being compiled. */
const growth = 4;

/** Steps a piece, adapted to how long the last piece took. */
export class Pace {
  #steps = 1;

  get steps(): number {
    return this.#steps;
  }

  /** `steps` were done in `milliseconds`. Decides nothing but where a piece ends. */
  measured(steps: number, milliseconds: number): void {
    const fitting = milliseconds > 0 ? (steps * goal) / milliseconds : Infinity;
    this.#steps = Math.max(1, Math.floor(Math.min(fitting, this.#steps * growth)));
  }
}

/** Floating-point operations of one piece of evaluation; some 10 ms in WebAssembly. */
const pieceOperations = 4e7;

/**
 * Rows evaluated at once. It depends on the network alone and never on the clock: sums of floats
 * depend on how they are grouped, and the same trial must give the same bits every time.
 */
export function evaluationRows(parameters: number): number {
  const fitting = Math.round(pieceOperations / (2 * parameters));
  return Math.max(16, Math.min(2048, fitting));
}

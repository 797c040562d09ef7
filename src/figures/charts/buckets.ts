/**
 * Thousands of batch losses for a few hundred pixels: the extremes of every bucket, so that no spike
 * is lost, and the mean over longer windows, which shows the trend under the noise.
 */

/** Windows of the mean over a whole trial, at most. */
const windows = 120;

/**
 * Grows with a trial's losses and never looks at a loss twice. Each bucket of `size` steps gives
 * two points, its extremes in the order in which they came, so that no spike is lost.
 */
export class LossBuckets {
  readonly size: number;
  /** Two values a bucket; with a size of 1, one value a step. */
  readonly values: (number | null)[];
  /** Steps of a window. */
  readonly window: number;
  /** As long as `values`: each window's mean at its centre, null everywhere else. */
  readonly means: (number | null)[];
  readonly #steps: number;
  readonly #first: number;
  #sum = 0;
  #summed = 0;
  #seen = 0;
  #low = 0;
  #high = 0;

  /**
   * @param steps all steps of the longest trial, or of the part that is looked at
   * @param points how many points are enough
   * @param first steps before that part
   */
  constructor(steps: number, points: number, first = 0) {
    this.size = bucketSize(steps, points);
    this.values = new Array<number | null>(bucketX(steps, points).length).fill(null);
    // A window has at least a bucket, so that each mean has a place of its own.
    this.window = Math.max(this.size, Math.ceil(steps / windows));
    this.means = this.values.map(() => null);
    this.#steps = steps;
    this.#first = first;
  }

  /** Losses taken so far. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes what has been appended to `losses` since the last call. */
  take(losses: ArrayLike<number>): void {
    const first = this.#first;
    const end = Math.min(losses.length - first, this.#steps);
    for (let step = Math.max(0, this.#seen - first); step < end; step++) {
      const loss = losses[first + step] ?? NaN;
      this.#put(step, loss);
      this.#average(step, loss);
    }
    this.#seen = losses.length;
  }

  /** A window is shown once it is whole; the trial's last one may be shorter. */
  #average(step: number, loss: number): void {
    if (Number.isFinite(loss)) {
      this.#sum += loss;
      this.#summed++;
    }
    const within = step % this.window;
    if (within !== this.window - 1 && step !== this.#steps - 1) return;
    const centre = step - within / 2;
    const bucket = Math.floor(centre / this.size);
    const half = centre / this.size - bucket < 0.5 ? 0 : 1;
    const at = this.size === 1 ? Math.floor(centre) : bucket * 2 + half;
    this.means[at] = this.#summed === 0 ? null : this.#sum / this.#summed;
    this.#sum = this.#summed = 0;
  }

  #put(step: number, loss: number): void {
    if (this.size === 1) {
      this.values[step] = Number.isFinite(loss) ? loss : null;
      return;
    }
    if (!Number.isFinite(loss)) return;
    const at = Math.floor(step / this.size) * 2;
    const [first, second] = [this.values[at], this.values[at + 1]];
    if (first === null || first === undefined || second === null || second === undefined) {
      this.values[at] = this.values[at + 1] = loss;
      this.#low = this.#high = step;
      return;
    }
    const falling = this.#low > this.#high;
    let [low, high] = falling ? [second, first] : [first, second];
    if (loss < low) {
      low = loss;
      this.#low = step;
    }
    if (loss > high) {
      high = loss;
      this.#high = step;
    }
    const lowLast = this.#low > this.#high;
    this.values[at] = lowLast ? high : low;
    this.values[at + 1] = lowLast ? low : high;
  }
}

function bucketSize(steps: number, points: number): number {
  return steps <= points ? 1 : Math.ceil((2 * steps) / points);
}

/** The steps at which `LossBuckets.values` are drawn, counted from 1 behind the `first`. */
export function bucketX(steps: number, points: number, first = 0): number[] {
  const size = bucketSize(steps, points);
  if (size === 1) return Array.from({ length: steps }, (_, step) => first + step + 1);
  const buckets = Math.ceil(steps / size);
  return Array.from({ length: buckets * 2 }, (_, index) => {
    const start = Math.floor(index / 2) * size;
    const width = Math.min(size, steps - start);
    return first + start + 0.5 + (width * (index % 2 === 0 ? 1 : 3)) / 4;
  });
}

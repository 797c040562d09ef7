/** Runs the kernel's steps in pieces of about 25 ms. */
import { LabError } from '../../../src/base/errors.ts';
import type { OptimizerSettings } from '../../../src/document/schema.ts';
import { Pace } from '../pace.ts';
import type { RatesAt, StepProgress } from '../types.ts';
import { stepFloats } from './built/structures.ts';
import type { StepKernel } from './kernel.ts';
import { stepsAtOnce } from './layout.ts';
import { writeSteps } from './structures.ts';

/** Floating-point operations of the first piece, before the speed is known. */
const firstOperations = 2e6;

export interface StepPlaces {
  /** Address of the training part, and its rows. */
  readonly train: number;
  readonly count: number;
  readonly order: number;
  readonly losses: number;
  /** Null if gradients are not clipped. */
  readonly norms: number | null;
  readonly coefficients: number;
  readonly optimizer: OptimizerSettings;
  /** Steps already taken. */
  readonly steps: number;
}

export class StepRunner {
  readonly #kernel: () => StepKernel;
  readonly #places: StepPlaces;
  readonly #pace = new Pace(firstOperations);
  #steps: number;
  #finishing = false;
  /** The completed fraction of the current step; 0 between two steps. */
  #fraction = 0;

  /** @param kernel throws where the session is closed */
  constructor(kernel: () => StepKernel, places: StepPlaces) {
    this.#kernel = kernel;
    this.#places = places;
    this.#steps = places.steps;
  }

  /** Steps taken. */
  get steps(): number {
    return this.#steps;
  }

  /** Throws LabError `internal` in the middle of a step. */
  requireBoundary(): void {
    if (this.#fraction === 0) return;
    throw new LabError('internal', 'Cannot read the state of a session in the middle of a step');
  }

  *train(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Generator<StepProgress, void> {
    // Memory has room for one epoch, and even writing the coefficients of many steps takes a while.
    const steps = Math.min(Math.floor(this.#places.count / batchSize), stepsAtOnce);
    const some = Math.max(1, steps) * batchSize;
    this.#finishing = false as boolean;
    for (let from = 0; from < rows.length && !this.#finishing; from += some) {
      const first = from / batchSize;
      const ratesHere = ratesAt && ((step: number) => ratesAt(first + step));
      yield* this.#train(rows.subarray(from, from + some), batchSize, ratesHere);
    }
  }

  *#train(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Generator<StepProgress, void> {
    const { train, order, losses, norms, coefficients, optimizer } = this.#places;
    const kernel = this.#kernel();
    this.#writeOrder(rows);
    const steps = Math.ceil(rows.length / batchSize);
    const { buffer } = kernel.memory;
    const table = new Float32Array(buffer, coefficients, stepFloats * steps);
    writeSteps(table, optimizer, this.#steps, steps, ratesAt);
    kernel.begin(train, order, rows.length, batchSize, losses, coefficients);
    // A step that has begun changes nothing before its first rows are through.
    for (let told = 0; told < steps && !(this.#finishing && this.#fraction === 0);) {
      const done = this.#finishing ? this.#finish() : this.#advance(steps);
      this.#steps += done - told;
      const news = (at: number) => new Float32Array(buffer, at, steps).slice(told, done);
      const clipped = norms !== null && { norms: news(norms) };
      const progress = { losses: news(losses), ...clipped };
      told = done;
      this.#fraction = kernel.fraction();
      yield { ...progress, fraction: this.#fraction };
      this.#kernel();
    }
  }

  /** At the next boundary of a step, `train` ends. */
  finishStep(): void {
    this.#finishing = true;
  }

  /** One pass of the rows forward and back; returns the mean loss. */
  async norms(rows: Int32Array, pause: () => Promise<void>): Promise<number> {
    const { train, order, losses } = this.#places;
    const kernel = this.#kernel();
    this.#writeOrder(rows);
    kernel.beginNorms(train, order, rows.length, losses);
    while (this.#advance(1) === 0) {
      await pause();
      this.#kernel();
    }
    return new DataView(kernel.memory.buffer).getFloat32(losses, true);
  }

  /** Lets the kernel work for a while towards `steps` steps; returns the number finished. */
  #advance(steps: number): number {
    const operations = this.#pace.amount;
    const started = performance.now();
    const done = this.#kernel().advance(operations);
    // A final piece may have been shorter than allowed, which would look fast.
    if (done < steps) this.#pace.measured(operations, performance.now() - started);
    return done;
  }

  /** The same, but no further than the end of the current step: one piece after the other. */
  #finish(): number {
    const kernel = this.#kernel();
    const started = performance.now();
    let done = kernel.advance(1);
    while (kernel.fraction() !== 0 && performance.now() - started < 25) done = kernel.advance(1);
    return done;
  }

  #writeOrder(rows: Int32Array): void {
    const { count, order } = this.#places;
    if (rows.length > count) {
      throw new RangeError(`Cannot go through ${rows.length} rows at once: the part has ${count}`);
    }
    for (const row of rows) {
      if (row >= 0 && row < count) continue;
      throw new RangeError(`Cannot read row ${row} of a part of ${count} rows`);
    }
    new Int32Array(this.#kernel().memory.buffer, order, rows.length).set(rows);
  }
}

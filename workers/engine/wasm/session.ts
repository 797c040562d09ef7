/** One network in training in the kernel. */
import type { PartName, Sums } from '../../../src/catalog/kinds/metric.ts';
import { activationCoefficients } from '../../../src/catalog/lookup/activation-coefficients.ts';
import { activationCodes } from '../../../src/catalog/registry/activation.kernel.ts';
import { activationMeta } from '../../../src/catalog/registry/activation.meta.ts';
import { divisorOf } from '../../../src/catalog/lookup/loss-divisor.ts';
import { measuredLoss } from '../../../src/catalog/lookup/loss.ts';
import { lossCodes } from '../../../src/catalog/registry/loss.kernel.ts';
import { lossMeta } from '../../../src/catalog/registry/loss.meta.ts';
import { LabError } from '../../../src/base/errors.ts';
import type { SessionState } from '../../../src/protocol/checkpoint.ts';
import type { LayerParameters } from '../../../src/torch/layers.ts';
import { Pace } from '../pace.ts';
import type { Gradients, RatesAt, Session, SessionOptions, StepProgress } from '../types.ts';
import type { Arena } from './arena.ts';
import type { Kernel } from './kernel.ts';
import { stepFloats } from './built/structures.ts';
import { evaluationRowsOf, layOut, panelRows, stepsAtOnce, type Layout } from './layout.ts';
import { readNorm, writeOptimizer, writePart, writeSteps, writeTable } from './structures.ts';
import { mapAt, readMap, writeMap } from './weights.ts';

/** Floating-point operations of the first piece, before the speed is known. */
const firstOperations = 2e6;

export class WasmSession implements Session {
  readonly evaluationRows: number;
  readonly #arena: Arena<Kernel>;
  readonly #options: Pick<SessionOptions, 'optimizer' | 'clip' | PartName>;
  readonly #layout: Layout;
  readonly #release: () => void;
  readonly #pace = new Pace(firstOperations);
  #steps = 0;
  #finishing = false;
  /** The completed fraction of the current step; 0 between two steps. */
  #fraction = 0;
  #closed = false;

  /** Throws LabError `out-of-memory`. `release` is called when the arena is free again. */
  constructor(arena: Arena<Kernel>, options: SessionOptions, release: () => void) {
    const { sizes, activation, loss, criterion, optimizer, train, test, validation, resume } =
      options;
    const { clip } = options;
    const { parameters } = resume ?? options;
    const { kernel } = arena;
    const parts = validation === undefined ? [train, test] : [train, test, validation];
    arena.hold(parts.flatMap(({ features }) => (features instanceof Uint8Array ? features : [])));
    const layout = layOut(options, arena.trialStart, (pixels) => arena.addressOf(pixels));
    arena.reserve(layout.end);

    const { buffer } = kernel.memory;
    const view = new DataView(buffer);
    new Uint8Array(buffer, layout.zeroFrom, layout.end - layout.zeroFrom).fill(0);
    writeTable(view, layout);
    writePart(view, layout.train, train, sizes[0]!);
    writePart(view, layout.test, test, sizes[0]!);
    if (validation !== undefined) writePart(view, layout.validation!, validation, sizes[0]!);
    writeOptimizer(view, layout, optimizer);
    const floats = new Float32Array(buffer);
    layout.maps.forEach((map, index) => writeMap(floats, map, parameters[index]!));
    if (resume !== undefined) {
      this.#steps = resume.steps;
      for (const [name, address] of layout.buffers)
        for (const [index, layer] of resume.buffers[name]!.entries())
          writeMap(floats, mapAt(layout, index, address), layer);
    }
    this.evaluationRows = evaluationRowsOf(layout);
    this.#arena = arena;
    this.#options = {
      optimizer,
      train,
      test,
      ...(validation && { validation }),
      ...(clip && { clip }),
    };
    this.#layout = layout;
    this.#release = release;
    const outputs = sizes.at(-1)!;
    const { isIdentity, clampsAtZero } = activationMeta[activation].traits;
    const code = isIdentity ? -1 : activationCodes[activation];
    floats.set(activationCoefficients(activation), layout.activation / 4);
    kernel.setNetwork(layout.table, layout.maps.length, code, clampsAtZero, layout.activation);
    const { coefficients = [], weights = [] } = criterion ?? {};
    floats.set(coefficients, layout.criterion / 4);
    floats.set(weights, layout.classWeights / 4);
    kernel.setLosses(
      lossCodes[measuredLoss(loss)],
      coefficients.length === 0 ? 0 : layout.criterion,
      weights.length === 0 ? 0 : layout.classWeights,
    );
    kernel.setClip(
      clip === undefined ? 0 : clip.by === 'norm' ? 1 : 2,
      clip?.limit ?? 0,
      layout.norms,
    );
    kernel.setTraining(
      lossCodes[loss],
      lossMeta[loss].targets === 'class',
      outputs,
      divisorOf(loss, 1, outputs),
      layout.targets,
      layout.panels,
      layout.group,
      layout.deltas,
      layout.panelCost,
      layout.optimizer,
    );
  }

  *train(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Generator<StepProgress, void> {
    // Memory has room for one epoch, and even writing the coefficients of many steps takes a while.
    const steps = Math.min(Math.floor(this.#options.train.count / batchSize), stepsAtOnce);
    const some = Math.max(1, steps) * batchSize;
    this.#finishing = false as boolean;
    for (let from = 0; from < rows.length && !this.#finishing; from += some) {
      const first = from / batchSize;
      const ratesHere = ratesAt && ((step: number) => ratesAt(first + step));
      yield* this.#train(rows.subarray(from, from + some), batchSize, ratesHere);
    }
  }

  *#train(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Generator<StepProgress, void> {
    const { order, losses, norms, coefficients } = this.#layout;
    const kernel = this.#open();
    this.#writeOrder(rows);
    const steps = Math.ceil(rows.length / batchSize);
    const { buffer } = kernel.memory;
    const table = new Float32Array(buffer, coefficients, stepFloats * steps);
    writeSteps(table, this.#options.optimizer, this.#steps, steps, ratesAt);
    kernel.begin(this.#layout.train.address, order, rows.length, batchSize, losses, coefficients);
    // A step that has begun changes nothing before its first rows are through.
    for (let told = 0; told < steps && !(this.#finishing && this.#fraction === 0);) {
      const done = this.#finishing ? this.#finish() : this.#advance(steps);
      this.#steps += done - told;
      const news = (at: number) => new Float32Array(buffer, at, steps).slice(told, done);
      const clipped = this.#options.clip && { norms: news(norms) };
      const progress = { losses: news(losses), ...clipped };
      told = done;
      this.#fraction = kernel.fraction();
      yield { ...progress, fraction: this.#fraction };
      this.#open();
    }
  }

  finishStep(): void {
    this.#finishing = true;
  }

  // oxlint-disable-next-line typescript/require-await
  async evaluate(part: PartName, from: number, to: number, outputs?: Float32Array): Promise<Sums> {
    const kernel = this.#open();
    const count = this.#options[part]?.count ?? 0;
    if (from < 0 || to > count) {
      throw new RangeError(`Cannot read rows ${from} … ${to} of a part of ${count} rows`);
    }
    if (outputs === undefined) return this.#sums(part, from, to);
    // Panel by panel, because each overwrites the previous one. The kernel sums panels in the same order.
    const total = { loss: 0, correct: 0, absolute: 0 };
    const { a, width } = this.#layout.maps.at(-1)!;
    const panel = new Float32Array(kernel.memory.buffer, a, width * panelRows);
    for (let row = from; row < to; row += panelRows) {
      const rows = Math.min(panelRows, to - row);
      const sums = this.#sums(part, row, row + rows);
      total.loss += sums.loss;
      total.correct += sums.correct;
      total.absolute += sums.absolute;
      for (let at = 0; at < rows; at++)
        for (let k = 0; k < width; k++)
          outputs[(row - from + at) * width + k] = panel[k * panelRows + at]!;
    }
    return total;
  }

  #sums(part: PartName, from: number, to: number): Sums {
    const { kernel } = this.#arena;
    kernel.evaluate(this.#layout[part]!.address, from, to);
    return {
      loss: Number(kernel.lossSum.value),
      correct: Number(kernel.correctCount.value),
      absolute: Number(kernel.absoluteSum.value),
    };
  }

  async activationGradients(
    rows: Int32Array,
    pause: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Gradients> {
    const { order, losses, maps } = this.#layout;
    const kernel = this.#open();
    this.#writeOrder(rows);
    kernel.beginNorms(this.#layout.train.address, order, rows.length, losses);
    while (this.#advance(1) === 0) {
      await pause();
      this.#open();
    }
    const view = new DataView(kernel.memory.buffer);
    return {
      loss: view.getFloat32(losses, true),
      norms: maps.slice(0, -1).map((_, index) => readNorm(view, this.#layout, index)),
    };
  }

  // oxlint-disable-next-line typescript/require-await
  async parameters(): Promise<LayerParameters[]> {
    const floats = new Float32Array(this.#open().memory.buffer);
    return this.#layout.maps.map((map) => readMap(floats, map));
  }

  // oxlint-disable-next-line typescript/require-await
  async state(): Promise<SessionState> {
    const kernel = this.#open();
    if (this.#fraction !== 0) {
      throw new LabError('internal', 'Cannot read the state of a session in the middle of a step');
    }
    const floats = new Float32Array(kernel.memory.buffer);
    const { maps, parameters, buffers } = this.#layout;
    const layersAt = (address: number) =>
      maps.map((_, index) => readMap(floats, mapAt(this.#layout, index, address)));
    return {
      parameters: layersAt(parameters),
      steps: this.#steps,
      buffers: Object.fromEntries([...buffers].map(([name, at]) => [name, layersAt(at)])),
    };
  }

  /** Only the dense products of one step over this many rows: for bench/. */
  multiply(rows: number): void {
    this.#open().multiply(rows);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#release();
  }

  /** Lets the kernel work for a while towards `steps` steps; returns the number finished. */
  #advance(steps: number): number {
    const { kernel } = this.#arena;
    const operations = this.#pace.amount;
    const started = performance.now();
    const done = kernel.advance(operations);
    // A final piece may have been shorter than allowed, which would look fast.
    if (done < steps) this.#pace.measured(operations, performance.now() - started);
    return done;
  }

  /** The same, but no further than the end of the current step: one piece after the other. */
  #finish(): number {
    const { kernel } = this.#arena;
    const started = performance.now();
    let done = kernel.advance(1);
    while (kernel.fraction() !== 0 && performance.now() - started < 25) done = kernel.advance(1);
    return done;
  }

  #writeOrder(rows: Int32Array): void {
    const { count } = this.#options.train;
    if (rows.length > count) {
      throw new RangeError(`Cannot go through ${rows.length} rows at once: the part has ${count}`);
    }
    for (const row of rows) {
      if (row >= 0 && row < count) continue;
      throw new RangeError(`Cannot read row ${row} of a part of ${count} rows`);
    }
    new Int32Array(this.#arena.kernel.memory.buffer, this.#layout.order, rows.length).set(rows);
  }

  #open() {
    if (this.#closed) throw new LabError('internal', 'Cannot use a session that is closed');
    return this.#arena.kernel;
  }
}

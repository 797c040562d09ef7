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
import type { Gradients, RatesAt, Session, SessionOptions, StepProgress } from '../types.ts';
import type { Arena } from './arena.ts';
import type { Kernel } from './kernel.ts';
import { evaluationRowsOf, layOut, panelRows, type Layout } from './layout.ts';
import { StepRunner } from './step-runner.ts';
import { readNorm, writeOptimizer, writePart, writeTable } from './structures.ts';
import { mapAt, readMap, writeMap } from './weights.ts';

export class WasmSession implements Session {
  readonly evaluationRows: number;
  readonly #arena: Arena<Kernel>;
  readonly #parts: Pick<SessionOptions, PartName>;
  readonly #layout: Layout;
  readonly #release: () => void;
  readonly #runner: StepRunner;
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
      for (const [name, address] of layout.buffers)
        for (const [index, layer] of resume.buffers[name]!.entries())
          writeMap(floats, mapAt(layout, index, address), layer);
    }
    this.#runner = new StepRunner(() => this.#open(), {
      train: layout.train.address,
      count: train.count,
      order: layout.order,
      losses: layout.losses,
      norms: clip === undefined ? null : layout.norms,
      coefficients: layout.coefficients,
      optimizer,
      steps: resume?.steps ?? 0,
    });
    this.evaluationRows = evaluationRowsOf(layout);
    this.#arena = arena;
    this.#parts = { train, test, ...(validation && { validation }) };
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

  train(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Generator<StepProgress, void> {
    return this.#runner.train(rows, batchSize, ratesAt);
  }

  finishStep(): void {
    this.#runner.finishStep();
  }

  // oxlint-disable-next-line typescript/require-await
  async evaluate(part: PartName, from: number, to: number, outputs?: Float32Array): Promise<Sums> {
    const kernel = this.#open();
    const count = this.#parts[part]?.count ?? 0;
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
    const loss = await this.#runner.norms(rows, pause);
    const view = new DataView(this.#open().memory.buffer);
    const hidden = this.#layout.maps.slice(0, -1);
    return { loss, norms: hidden.map((_, index) => readNorm(view, this.#layout, index)) };
  }

  // oxlint-disable-next-line typescript/require-await
  async parameters(): Promise<LayerParameters[]> {
    const floats = new Float32Array(this.#open().memory.buffer);
    return this.#layout.maps.map((map) => readMap(floats, map));
  }

  // oxlint-disable-next-line typescript/require-await
  async state(): Promise<SessionState> {
    const kernel = this.#open();
    this.#runner.requireBoundary();
    const floats = new Float32Array(kernel.memory.buffer);
    const { maps, parameters, buffers } = this.#layout;
    const layersAt = (address: number) =>
      maps.map((_, index) => readMap(floats, mapAt(this.#layout, index, address)));
    return {
      parameters: layersAt(parameters),
      steps: this.#runner.steps,
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

  #open() {
    if (this.#closed) throw new LabError('internal', 'Cannot use a session that is closed');
    return this.#arena.kernel;
  }
}

/** One network that is a list of layers, in training in the kernel. */
import { LabError } from '../../../../src/base/errors.ts';
import type { PartName, Sums } from '../../../../src/catalog/kinds/metric.ts';
import { divisorOf } from '../../../../src/catalog/lookup/loss-divisor.ts';
import { measuredLoss } from '../../../../src/catalog/lookup/loss.ts';
import { drawsInSteps, readsBatches } from '../../../../src/catalog/lookup/network.ts';
import { lossCodes } from '../../../../src/catalog/registry/loss.kernel.ts';
import { lossMeta } from '../../../../src/catalog/registry/loss.meta.ts';
import { sizeOf } from '../../../../src/catalog/lookup/layer.ts';
import { panelRows } from '../../../../src/catalog/shared/panels.ts';
import type { ListState } from '../../../../src/protocol/checkpoint.ts';
import type { NamedTensor } from '../../../../src/torch/layers.ts';
import type { Gradients, ListOptions, ListSession, RatesAt, StepProgress } from '../../types.ts';
import type { Arena } from '../arena.ts';
import { opStructure, setupStructure } from '../built/structures.ts';
import type { ListKernel } from '../kernel.ts';
import { StepRunner } from '../step-runner.ts';
import { writeStructure } from '../structure.ts';
import { writeOptimizer, writePart } from '../structures.ts';
import { layOutFixed, type FixedLayout } from './fixed.ts';
import { readTensor, writeTensor } from './tensors.ts';
import { keepTwister, readTwister, writeTwister } from './twister.ts';
import { readPanels, writePanels } from './panels.ts';
import { layOutValues, type ValuesLayout } from './values.ts';

export class WasmListSession implements ListSession {
  readonly evaluationRows: number;
  readonly #arena: Arena<ListKernel>;
  readonly #options: ListOptions;
  readonly #fixed: FixedLayout;
  readonly #runner: StepRunner;
  readonly #release: () => void;
  #values: ValuesLayout;
  #closed = false;

  /** Throws LabError `out-of-memory`. `release` is called when the arena is free again. */
  constructor(arena: Arena<ListKernel>, options: ListOptions, release: () => void) {
    const { plan, optimizer, train, test, validation, resume } = options;
    const draws = drawsInSteps(plan);
    const state = resume === undefined ? options.draws : (resume.draws ?? undefined);
    if (draws && state === undefined) {
      throw new LabError('internal', 'Cannot draw in steps without the global generator');
    }
    const parts = validation === undefined ? [train, test] : [train, test, validation];
    arena.hold(parts.flatMap(({ features }) => (features instanceof Uint8Array ? features : [])));
    const fixed = layOutFixed(options, draws, arena.trialStart, (pixels) =>
      arena.addressOf(pixels),
    );
    arena.reserve(fixed.end);
    const { buffer } = arena.kernel.memory;
    const view = new DataView(buffer);
    new Uint8Array(buffer, fixed.zeroFrom, fixed.end - fixed.zeroFrom).fill(0);
    for (const name of ['train', 'test', 'validation'] as const) {
      const part = options[name];
      if (part !== undefined) writePart(view, fixed.parts[name]!, part, sizeOf(plan.inputs));
    }
    writeOptimizer(view, fixed, optimizer);
    const floats = new Float32Array(buffer);
    const { tensors } = resume ?? options;
    for (const [index, form] of fixed.forms.entries())
      writeTensor(floats, form, fixed.tensors[index]!, tensors[index]!.values);
    for (const [name, address] of resume === undefined ? [] : fixed.buffers) {
      const own = resume!.buffers[name]!;
      for (const [index, form, at] of learnt(fixed, address))
        writeTensor(floats, form, at, own[index]!.values);
    }
    if (fixed.twister !== null) writeTwister(view, fixed.twister, state!);
    this.#arena = arena;
    this.#options = options;
    this.#fixed = fixed;
    this.#release = release;
    this.#values = this.#layOut(1);
    this.evaluationRows = this.#values.evaluationRows;
    this.#runner = new StepRunner(() => this.#open(), {
      train: fixed.parts.train!.address,
      count: train.count,
      order: fixed.order,
      losses: fixed.losses,
      norms: fixed.norms,
      coefficients: fixed.coefficients,
      optimizer,
      steps: resume?.steps ?? 0,
    });
  }

  /** Throws LabError `out-of-memory` for a batch that does not fit, and RangeError for one that a layer cannot read. */
  *train(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Generator<StepProgress, void> {
    this.#open();
    const last = rows.length % batchSize;
    this.#makeRoom(Math.min(rows.length, batchSize));
    for (const count of [Math.min(rows.length, batchSize), ...(last === 0 ? [] : [last])])
      this.#require(count);
    yield* this.#runner.train(rows, batchSize, ratesAt);
  }

  finishStep(): void {
    this.#runner.finishStep();
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
    const width = this.#options.plan.outputs;
    const panel = new Float32Array(kernel.memory.buffer, this.#values.z, width * panelRows);
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
    kernel.evaluate(this.#fixed.parts[part]!.address, from, to);
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
    const { memory } = this.#open();
    this.#makeRoom(rows.length);
    this.#require(rows.length);
    const { twister } = this.#fixed;
    const restore = twister === null ? null : keepTwister(memory, twister);
    try {
      const loss = await this.#runner.norms(rows, pause);
      const view = new DataView(memory.buffer);
      const norms = this.#values.activations.map((address) =>
        Math.sqrt(view.getFloat64(address + opStructure.fields.norm[0], true)),
      );
      return { loss, norms };
    } finally {
      // A session that was closed meanwhile has no memory of its own any more.
      if (!this.#closed) restore?.();
    }
  }

  // oxlint-disable-next-line typescript/require-await
  async tensors(): Promise<NamedTensor[]> {
    const floats = new Float32Array(this.#open().memory.buffer);
    return this.#fixed.forms.map((form, index) =>
      readTensor(floats, form, this.#fixed.tensors[index]!),
    );
  }

  async state(): Promise<ListState> {
    const { memory } = this.#open();
    this.#runner.requireBoundary();
    const floats = new Float32Array(memory.buffer);
    const { buffers, twister } = this.#fixed;
    return {
      tensors: await this.tensors(),
      steps: this.#runner.steps,
      buffers: Object.fromEntries(
        [...buffers].map(([name, address]) => [
          name,
          learnt(this.#fixed, address).map(([, form, at]) => readTensor(floats, form, at)),
        ]),
      ),
      draws: twister === null ? null : readTwister(new DataView(memory.buffer), twister),
    };
  }

  /**
   * Goes forward and back once, for tests and bench/: from the input x, [rows, inputs], and ∂L/∂outputs, [rows,
   * outputs]. Returns the outputs, ∂L/∂y of the first operation and the gradients of the learnable tensors.
   */
  pass(x: Float32Array, upstream: Float32Array) {
    const kernel = this.#open();
    const { plan } = this.#options;
    const features = sizeOf(plan.inputs);
    const rows = x.length / features;
    this.#makeRoom(rows);
    const floats = new Float32Array(kernel.memory.buffer);
    const values = this.#values;
    const { z, zStride, dz, first } = values;
    writePanels(floats, { address: values.x, features, stride: values.xStride }, x);
    const out = { features: plan.outputs, stride: zStride };
    writePanels(floats, { ...out, address: dz }, upstream);
    this.passAgain(rows);
    const { forms, tensorGradients } = this.#fixed;
    return {
      outputs: readPanels(floats, { ...out, address: z }, rows),
      first: readPanels(floats, first, rows),
      gradients: forms.flatMap((form, index) =>
        form.learnable ? readTensor(floats, form, tensorGradients[index]!) : [],
      ),
    };
  }

  /** The same on whatever is in memory: for bench/. */
  passAgain(rows: number): void {
    const kernel = this.#open();
    kernel.beginPass(rows, this.#fixed.losses);
    kernel.advance(Infinity);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#release();
  }

  /** Throws RangeError where a batch of so many rows is too small for a layer that compares its rows. */
  #require(rows: number): void {
    const { plan } = this.#options;
    if (rows !== 1 || !readsBatches(plan)) return;
    throw new RangeError(
      'Cannot train on a batch of one row: a layer of this network needs more than one',
    );
  }

  /** Between two steps values hold nothing, so they may be laid out anew for a larger batch. */
  #makeRoom(rows: number): void {
    const panels = Math.ceil(rows / panelRows);
    if (panels > this.#values.panels) this.#values = this.#layOut(panels);
  }

  #layOut(panels: number): ValuesLayout {
    const { plan, loss, criterion, clip } = this.#options;
    const { coefficients = [], weights = [] } = criterion ?? {};
    const { kernel } = this.#arena;
    const fixed = this.#fixed;
    const values = layOutValues(plan, fixed, panels);
    this.#arena.reserve(values.end);
    const { buffer } = kernel.memory;
    const view = new DataView(buffer);
    const floats = new Float32Array(buffer);
    floats.set(coefficients, fixed.criterion / 4);
    floats.set(weights, fixed.classWeights / 4);
    new Uint8Array(buffer, fixed.end, values.end - fixed.end).fill(0);
    values.room.write(view);
    writeStructure(view, fixed.setup, setupStructure, {
      ...values.setup,
      loss: lossCodes[loss],
      classified: Number(lossMeta[loss].targets === 'class'),
      elements: divisorOf(loss, 1, plan.outputs),
      measured: lossCodes[measuredLoss(loss)],
      criterion: coefficients.length === 0 ? 0 : fixed.criterion,
      classWeights: weights.length === 0 ? 0 : fixed.classWeights,
      clips: clip === undefined ? 0 : clip.by === 'norm' ? 1 : 2,
      limit: clip?.limit ?? 0,
      norms: fixed.norms ?? 0,
      optimizer: fixed.optimizer,
    });
    kernel.setTraining(fixed.setup);
    kernel.setTwister(fixed.twister?.address ?? 0);
    return values;
  }

  #open() {
    if (this.#closed) throw new LabError('internal', 'Cannot use a session that is closed');
    return this.#arena.kernel;
  }
}

/** Learnable tensors in a buffer that is laid out like the parameters: their number, form and address. */
function learnt({ forms, tensors, parameters }: FixedLayout, address: number) {
  return forms
    .flatMap((form, index) => (form.learnable ? [{ form, at: tensors[index]! }] : []))
    .map(({ form, at }, index) => [index, form, at - parameters + address] as const);
}

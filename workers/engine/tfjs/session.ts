/** One network in training on a tfjs backend. */
import {
  add,
  clipByValue,
  concat,
  dispose,
  div,
  keep,
  minimum,
  mul,
  reshape,
  sqrt,
  square,
  sum,
  tensor1d,
  tensor2d,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Rates } from '../../../src/catalog/kinds/schedule.ts';
import type { PartName } from '../../../src/catalog/kinds/metric.ts';
import { measuredLoss } from '../../../src/catalog/lookup/loss.ts';
import { lossMeta } from '../../../src/catalog/registry/loss.meta.ts';
import { lossTfjs } from '../../../src/catalog/registry/loss.tfjs.ts';
import { LabError } from '../../../src/base/errors.ts';
import type { SessionState } from '../../../src/protocol/checkpoint.ts';
import type { LayerParameters } from '../../../src/torch/layers.ts';
import { Pace } from '../pace.ts';
import type { RatesAt, Session, SessionOptions, StepProgress } from '../types.ts';
import { activate, type Backend } from './backend.ts';
import { BatchReader, type Batch } from './batch.ts';
import { batchDivisor } from './batch-divisor.ts';
import { columnBlocks } from './blocks.ts';
import { measure, norm } from './metrics.ts';
import { Network, type Backward, type Layer } from './network.ts';
import { FlatOptimizer } from './optimizer.ts';
import { flatten, layersOf, unflatten } from './parameters.ts';
import { scoped } from './scoped.ts';
import { Scalars } from './scalars.ts';

/** Floating-point operations of one evaluation; about 10 ms in WebAssembly. */
const evaluationOperations = 4e7;

export class TfjsSession implements Session {
  readonly evaluationRows: number;
  readonly #backend: Backend;
  readonly #options: Pick<SessionOptions, 'sizes' | 'loss' | 'criterion' | 'clip'>;
  readonly #readers: Readonly<Record<PartName, BatchReader | null>> & {
    readonly train: BatchReader;
  };
  readonly #network: Network;
  readonly #optimizer: FlatOptimizer;
  readonly #scalars = new Scalars();
  readonly #pace = new Pace(1);
  /** Rows of ones by batch size: the full one, and the last of an epoch. */
  readonly #ones = new Map<number, Tensor2D>();
  #flat: Tensor1D;
  #layers: readonly Layer[];
  #finishing = false;
  #closed = false;

  /** The backend must be the active one. */
  constructor(backend: Backend, options: SessionOptions) {
    const { sizes, loss, criterion, clip, activation, train, test, validation, resume } = options;
    const inputs = sizes[0]!;
    const outputs = sizes.at(-1)!;
    const ofClasses = lossMeta[loss].targets === 'class';
    const parameters = flatten((resume ?? options).parameters);
    const fitting = Math.round(evaluationOperations / (2 * parameters.length));
    this.evaluationRows = Math.max(16, Math.min(2048, fitting));
    this.#backend = backend;
    this.#options = { sizes, loss, ...(criterion && { criterion }), ...(clip && { clip }) };
    this.#readers = {
      train: new BatchReader(train, inputs, outputs, ofClasses),
      test: new BatchReader(test, inputs, outputs, ofClasses),
      validation:
        validation === undefined ? null : new BatchReader(validation, inputs, outputs, ofClasses),
    };
    this.#network = new Network(activation, backend.name, this.#scalars);
    const taken = resume && {
      steps: resume.steps,
      buffers: Object.fromEntries(
        Object.entries(resume.buffers).map(([name, layers]) => [name, flatten(layers)]),
      ),
    };
    this.#optimizer = new FlatOptimizer(options.optimizer, parameters.length, taken);
    this.#flat = tensor1d(parameters);
    this.#layers = scoped(() => layersOf(this.#flat, sizes, backend.name), tensorsOf);
  }

  async *train(
    rows: Int32Array,
    batchSize: number,
    ratesAt?: RatesAt,
  ): AsyncGenerator<StepProgress, void> {
    this.#finishing = false as boolean;
    for (let from = 0; from < rows.length && !this.#finishing;) {
      const steps = this.#pace.amount;
      const piece = rows.subarray(from, from + steps * batchSize);
      const started = performance.now();
      const first = from / batchSize;
      const read = await this.#steps(
        piece,
        batchSize,
        ratesAt && ((step) => ratesAt(first + step)),
      );
      this.#pace.measured(read.losses.length, performance.now() - started);
      from += piece.length;
      yield { ...read, fraction: 0 };
    }
  }

  finishStep(): void {
    // It yields between steps only.
    this.#finishing = true;
  }

  #steps(
    rows: Int32Array,
    batchSize: number,
    ratesAt?: RatesAt,
  ): Promise<Omit<StepProgress, 'fraction'>> {
    return this.#run(async () => {
      const losses: Tensor1D[] = [];
      const norms: Tensor1D[] = [];
      try {
        for (let from = 0; from < rows.length; from += batchSize) {
          const to = Math.min(from + batchSize, rows.length);
          const batch = this.#readers.train.gather(rows, from, to);
          const { mean, norm: before } = this.#step(batch, ratesAt?.(from / batchSize));
          losses.push(mean);
          if (before !== null) norms.push(before);
        }
        const clipped = norms.length === 0 ? {} : { norms: await read(norms) };
        return { losses: await read(losses), ...clipped };
      } finally {
        dispose([...losses, ...norms]);
      }
    });
  }

  evaluate(part: PartName, from: number, to: number, outputs?: Float32Array) {
    return this.#run(async () => {
      const reader = this.#readers[part];
      if (reader === null)
        throw new RangeError('Cannot evaluate a part that the session was not given');
      const batch = reader.range(from, to);
      const logits = scoped(
        () => this.#network.forward(this.#layers, { whole: this.#whole(batch) }).logits,
        (result) => [result],
      );
      try {
        const values = await logits.data<'float32'>();
        outputs?.set(values);
        return measure(measuredLoss(this.#options.loss), values, batch);
      } finally {
        logits.dispose();
      }
    });
  }

  activationGradients(rows: Int32Array) {
    return this.#run(async () => {
      const { mean, activations } = scoped(
        () => this.#pass(this.#readers.train.gather(rows, 0, rows.length)),
        (pass) => [pass.mean, ...pass.activations],
      );
      try {
        const [value] = await mean.data<'float32'>();
        const gradients = await Promise.all(activations.map((each) => each.data<'float32'>()));
        return { loss: value!, norms: gradients.map(norm) };
      } finally {
        dispose([mean, ...activations]);
      }
    });
  }

  parameters(): Promise<LayerParameters[]> {
    return this.#run(async () =>
      unflatten(await this.#flat.data<'float32'>(), this.#options.sizes),
    );
  }

  state(): Promise<SessionState> {
    const { sizes } = this.#options;
    return this.#run(async () => {
      const { steps, buffers } = await this.#optimizer.state();
      return {
        parameters: unflatten(await this.#flat.data<'float32'>(), sizes),
        steps,
        buffers: Object.fromEntries(
          Object.entries(buffers).map(([name, flat]) => [name, unflatten(flat, sizes)]),
        ),
      };
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#optimizer.close();
    this.#scalars.close();
    dispose([...this.#ones.values(), this.#flat, ...tensorsOf(this.#layers)]);
  }

  /** One optimiser step; returns the loss before it, for the caller to read and free. */
  #step(batch: Batch, rates?: Rates): { mean: Tensor1D; norm: Tensor1D | null } {
    const {
      mean,
      norm: before,
      flat,
      layers,
    } = scoped(
      () => {
        const pass = this.#pass(batch);
        const { gradients, norm: before } = this.#clipped(concat([...pass.parameters]));
        const next = this.#optimizer.step(this.#flat, gradients, rates);
        const { sizes } = this.#options;
        const layers = layersOf(next, sizes, this.#backend.name);
        return { ...pass, norm: before, flat: next, layers };
      },
      (step) => [
        step.mean,
        ...(step.norm === null ? [] : [step.norm]),
        step.flat,
        ...tensorsOf(step.layers),
      ],
    );
    dispose([this.#flat, ...tensorsOf(this.#layers)]);
    this.#flat = flat;
    this.#layers = layers;
    return { mean, norm: before };
  }

  /** As torch.nn.utils clips, and the 2-norm of all gradients before, [1]; null if they are not limited. */
  #clipped(gradients: Tensor1D): { gradients: Tensor1D; norm: Tensor1D | null } {
    const { clip } = this.#options;
    if (clip === undefined) return { gradients, norm: null };
    const before: Tensor1D = reshape(sqrt(sum(square(gradients))), [1]);
    if (clip.by === 'value')
      return { gradients: clipByValue(gradients, -clip.limit, clip.limit), norm: before };
    const limit = this.#scalars.get('clip', clip.limit);
    const factor = div(limit, add(before, this.#scalars.get('clip epsilon', 1e-6)));
    return { gradients: mul(gradients, minimum(factor, this.#scalars.one)), norm: before };
  }

  #pass(batch: Batch): Backward & { readonly mean: Tensor1D } {
    const { sizes, loss, criterion } = this.#options;
    const outputs = sizes.at(-1)!;
    const whole = this.#whole(batch);
    const input =
      this.#backend.name === 'wasm'
        ? { whole, blocks: columnBlocks(batch.features, batch.count, sizes[0]!) }
        : { whole };
    const forward = this.#network.forward(this.#layers, input);
    const { mean, gradient } = lossTfjs[loss].meanAndGradient(
      forward.logits,
      tensor2d(batch.targets, [batch.count, outputs]),
      batchDivisor(loss, batch, outputs, criterion),
      this.#scalars,
      criterion,
    );
    const row = this.#onesRow(batch.count);
    return {
      mean: reshape(mean, [1]),
      ...this.#network.backward(this.#layers, forward, gradient, row),
    };
  }

  #whole(batch: Batch): Tensor2D {
    return tensor2d(batch.features, [batch.count, this.#options.sizes[0]!]);
  }

  #onesRow(count: number): Tensor2D {
    const held =
      this.#ones.get(count) ?? keep(tensor2d(new Float32Array(count).fill(1), [1, count]));
    this.#ones.set(count, held);
    return held;
  }

  /** Activate the backend first, because the previous call may have used another backend, as in tests. */
  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LabError('internal', 'Cannot use a session that is closed');
    await activate(this.#backend.name);
    return this.#backend.guard(work);
  }
}

const tensorsOf = (layers: readonly Layer[]): Tensor[] =>
  layers.flatMap(({ weight, bias, blocks = [] }) => [weight, bias, ...blocks]);

/** Reads the values of [1] tensors at once, because each read costs a GPU round trip. */
async function read(losses: readonly Tensor1D[]): Promise<Float32Array> {
  if (losses.length === 0) return new Float32Array(0);
  const all = concat([...losses]);
  try {
    return (await all.data<'float32'>()).slice();
  } finally {
    all.dispose();
  }
}

/** One network of listed layers in training on a tfjs backend, whose gradients tfjs derives itself. */
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import {
  concat,
  dispose,
  keep,
  reshape,
  split,
  tensor,
  tensor1d,
  valueAndGrads,
  zeros,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import type { Rates } from '../../../src/catalog/kinds/schedule.ts';
import type { PartName } from '../../../src/catalog/kinds/metric.ts';
import { sizeOf } from '../../../src/catalog/lookup/layer.ts';
import { measuredLoss } from '../../../src/catalog/lookup/loss.ts';
import type { PlannedOp } from '../../../src/catalog/lookup/network.ts';
import { lossMeta } from '../../../src/catalog/registry/loss.meta.ts';
import { LabError } from '../../../src/base/errors.ts';
import type { ListState } from '../../../src/protocol/checkpoint.ts';
import { drawBernoulli } from '../../../src/torch/bernoulli.ts';
import type { NamedTensor } from '../../../src/torch/layers.ts';
import { Generator } from '../../../src/torch/mt19937.ts';
import { Pace } from '../pace.ts';
import type { ListOptions, ListSession, RatesAt, StepProgress } from '../types.ts';
import { activate, type Backend } from './backend.ts';
import { BatchReader, type Batch } from './batch.ts';
import { batchLoss, graphOf, pass, requireGraph, shaped } from './graph.ts';
import { flatten, ListTensors } from './list-tensors.ts';
import { measure, norm } from './metrics.ts';
import { FlatOptimizer } from './optimizer.ts';
import { scoped } from './scoped.ts';
import { Scalars } from './scalars.ts';

/** Floating-point operations of one evaluation. */
const evaluationOperations = 4e7;

/** A copy of the generator; another stream where nothing is drawn. */
const generatorOf = (draws: ListState['draws'] | undefined): Generator | null =>
  draws === undefined || draws === null ? null : Generator.from(draws);

interface StepResult {
  readonly mean: Scalar;
  readonly flat: Tensor1D;
  readonly buffers: ReadonlyMap<number, Tensor>;
}

export class TfjsListSession implements ListSession {
  readonly evaluationRows: number;
  readonly #backend: Backend;
  readonly #options: Pick<ListOptions, 'plan' | 'loss' | 'criterion'>;
  readonly #readers: Readonly<Record<PartName, BatchReader | null>> & {
    readonly train: BatchReader;
  };
  readonly #optimizer: FlatOptimizer;
  readonly #scalars = new Scalars();
  readonly #pace = new Pace(1);
  readonly #tensors: ListTensors;
  /** Index in the plan of each buffer, and its tensor. */
  readonly #buffers = new Map<number, Tensor>();
  #flat: Tensor1D;
  #draws: Generator | null;
  #finishing = false;
  #closed = false;

  /** The backend must be the active one. Throws LabError `engine-unavailable` where it lacks a layer. */
  constructor(backend: Backend, options: ListOptions) {
    const { plan, loss, criterion, train, test, validation, resume } = options;
    requireGraph(plan, backend);
    const inputs = sizeOf(plan.inputs);
    const ofClasses = lossMeta[loss].targets === 'class';
    const reader = (part: ListOptions['train']) =>
      new BatchReader(part, inputs, plan.outputs, ofClasses);
    this.evaluationRows = Math.max(
      8,
      Math.min(2048, Math.round(evaluationOperations / plan.operations)),
    );
    this.#backend = backend;
    this.#options = { plan, loss, ...(criterion && { criterion }) };
    this.#readers = {
      train: reader(train),
      test: reader(test),
      validation: validation === undefined ? null : reader(validation),
    };
    const { tensors } = resume ?? options;
    this.#tensors = new ListTensors(plan);
    const flat = flatten(this.#tensors.learnt.map((index) => tensors[index]!));
    const taken = resume && {
      steps: resume.steps,
      buffers: Object.fromEntries(
        Object.entries(resume.buffers).map(([name, each]) => [name, flatten(each)]),
      ),
    };
    this.#optimizer = new FlatOptimizer(options.optimizer, flat.length, taken);
    this.#flat = tensor1d(flat);
    for (const index of this.#tensors.buffers) {
      const { shape, values } = tensors[index]!;
      this.#buffers.set(index, keep(tensor(values.slice(), [...shape])));
    }
    this.#draws = generatorOf(resume ? resume.draws : options.draws);
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
      const ratesHere = ratesAt && ((step: number) => ratesAt(first + step));
      const losses = await this.#steps(piece, batchSize, ratesHere);
      this.#pace.measured(losses.length, performance.now() - started);
      from += piece.length;
      yield { losses, fraction: 0 };
    }
  }

  finishStep(): void {
    // It yields between steps only.
    this.#finishing = true;
  }

  #steps(rows: Int32Array, batchSize: number, ratesAt?: RatesAt): Promise<Float32Array> {
    return this.#run(async () => {
      const losses: Scalar[] = [];
      try {
        for (let from = 0; from < rows.length; from += batchSize) {
          const to = Math.min(from + batchSize, rows.length);
          const batch = this.#readers.train.gather(rows, from, to);
          losses.push(this.#step(batch, ratesAt?.(from / batchSize)));
        }
        const values = await Promise.all(losses.map((loss) => loss.data<'float32'>()));
        return Float32Array.from(values, ([value]) => value!);
      } finally {
        dispose(losses);
      }
    });
  }

  evaluate(part: PartName, from: number, to: number, outputs?: Float32Array) {
    return this.#run(async () => {
      const reader = this.#readers[part];
      if (reader === null)
        throw new RangeError('Cannot evaluate a part that the session was not given');
      const batch = reader.range(from, to);
      const { plan, loss } = this.#options;
      const logits = scoped(
        () =>
          pass(plan, this.#all(this.#pieces()), this.#input(batch), this.#scalars, {
            training: false,
            draw: nothing,
          }).logits,
        (result) => [result],
      );
      try {
        const values = await logits.data<'float32'>();
        outputs?.set(values);
        return measure(measuredLoss(loss), values, batch);
      } finally {
        logits.dispose();
      }
    });
  }

  activationGradients(rows: Int32Array) {
    return this.#run(async () => {
      const draws = this.#draws && Generator.from(this.#draws.state());
      const batch = this.#readers.train.gather(rows, 0, rows.length);
      const { mean, gradients } = scoped(
        () => this.#probe(batch, draws),
        (found) => [found.mean, ...found.gradients],
      );
      try {
        const [value] = await mean.data<'float32'>();
        const all = await Promise.all(gradients.map((each) => each.data<'float32'>()));
        return { loss: value!, norms: all.map(norm) };
      } finally {
        dispose([mean, ...gradients]);
      }
    });
  }

  tensors(): Promise<NamedTensor[]> {
    return this.#run(() => this.#read());
  }

  state(): Promise<ListState> {
    return this.#run(async () => {
      const { steps, buffers } = await this.#optimizer.state();
      return {
        tensors: await this.#read(),
        steps,
        buffers: Object.fromEntries(
          Object.entries(buffers).map(([name, flat]) => [name, this.#tensors.unflatten(flat)]),
        ),
        draws: this.#draws?.state() ?? null,
      };
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#optimizer.close();
    this.#scalars.close();
    dispose([this.#flat, ...this.#buffers.values()]);
  }

  /** Learnable tensors in the shapes of the plan, from the flat vector. */
  #pieces(flat: Tensor1D = this.#flat): Tensor[] {
    const { shapes } = this.#tensors;
    return split<Tensor1D>(flat, shapes.map(sizeOf)).map((piece, at) =>
      reshape(piece, [...shapes[at]!]),
    );
  }

  /** All tensors in the order of the plan, with these learnable ones. */
  #all(pieces: readonly Tensor[]): Tensor[] {
    return this.#tensors.arranged(pieces, this.#buffers);
  }

  #input({ features, count }: Batch): Tensor {
    return shaped(features, count, this.#options.plan.inputs);
  }

  /** One optimiser step; returns the loss before it, for the caller to read and free. */
  #step(batch: Batch, rates?: Rates): Scalar {
    const { plan, loss, criterion } = this.#options;
    const { mean, flat, buffers } = scoped(
      (): StepResult => {
        const x = this.#input(batch);
        let after: ReadonlyMap<number, Tensor> = new Map();
        const { value, grads } = valueAndGrads((...pieces: Tensor[]) => {
          const found = pass(plan, this.#all(pieces), x, this.#scalars, {
            training: true,
            draw: (op, elements) => drawn(op, elements, this.#draws),
          });
          after = new Map([...found.buffers].map(([index, buffer]) => [index, keep(buffer)]));
          return batchLoss(loss, found.logits, batch, this.#scalars, criterion);
        })(this.#pieces());
        const gradients = concat<Tensor1D>(
          grads.map((each) => reshape<Rank.R1>(each, [each.size])),
        );
        return {
          mean: value,
          flat: this.#optimizer.step(this.#flat, gradients, rates),
          buffers: after,
        };
      },
      (step) => [step.mean, step.flat],
    );
    this.#flat.dispose();
    this.#flat = flat;
    for (const [index, buffer] of buffers) {
      this.#buffers.get(index)?.dispose();
      this.#buffers.set(index, buffer);
    }
    return mean;
  }

  /** The loss, and its gradients with respect to what is added to each activation's output: nothing. */
  #probe(batch: Batch, draws: Generator | null) {
    const { plan, loss, criterion } = this.#options;
    const x = this.#input(batch);
    const probes = plan.ops.flatMap((op) => {
      if (op.kind !== 'activation') return [];
      const [channels = 0, ...places] = plan.values[op.output]!;
      return [zeros([batch.count, ...places, channels])];
    });
    const through = (...given: Tensor[]) => {
      const found = pass(plan, this.#all(this.#pieces()), x, this.#scalars, {
        training: true,
        draw: (op, elements) => drawn(op, elements, draws),
        probes: given,
      });
      return batchLoss(loss, found.logits, batch, this.#scalars, criterion);
    };
    if (probes.length === 0) return { mean: through(), gradients: [] };
    const { value, grads } = valueAndGrads(through)(probes);
    return { mean: value, gradients: grads };
  }

  async #read(): Promise<NamedTensor[]> {
    const buffers = new Map<number, NamedTensor>();
    for (const [index, buffer] of this.#buffers) {
      const values = (await buffer.data<'float32'>()).slice();
      buffers.set(index, this.#tensors.named(index, values));
    }
    const learnt = this.#tensors.unflatten(await this.#flat.data<'float32'>());
    return this.#tensors.arranged(learnt, buffers);
  }

  /** Activate the backend first, because the previous call may have used another backend, as in tests. */
  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LabError('internal', 'Cannot use a session that is closed');
    await activate(this.#backend.name);
    return this.#backend.guard(work);
  }
}

const nothing = (): never => {
  throw new Error('figures draw nothing');
};

/** What a layer keeps in a step. Throws Error without the generator that the plan needs. */
function drawn(op: PlannedOp, elements: number, draws: Generator | null): Uint8Array {
  const keeps = op.kind === 'layer' ? graphOf(op.name)?.keeps?.(op.settings) : undefined;
  if (keeps === undefined || draws === null)
    throw new Error('a layer draws without a probability or a generator');
  // As PyTorch, which draws nothing where it keeps all.
  return keeps === 1 ? new Uint8Array(elements).fill(1) : drawBernoulli(elements, keeps, draws);
}

/** One trial, trained step by step: the draws, batches and sums of `runTrial`, and a picture between any two steps. */
import type { PartName } from '../../src/catalog/kinds/metric.ts';
import { figuresOfSums } from '../../src/catalog/lookup/record.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import { stepsPerEpoch, trialSteps } from '../../src/document/parameters.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { Dataset, Part, TrialData } from '../../src/protocol/dataset.ts';
import type {
  LiveExplanation,
  LiveFrame,
  LivePalette,
  LivePoints,
  LiveStart,
} from '../../src/protocol/live.ts';
import { explicitOrder, type LoaderOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine, Session } from '../engine/types.ts';
import { openSession } from '../trial/open-session.ts';
import { gridOf, mapsOf } from './maps.ts';

/** Space around the outermost point, as a factor. */
const margin = 1.1;

export class LiveTrainer {
  palette: LivePalette;
  readonly #trial: Trial;
  readonly #dataset: Dataset;
  readonly #data: TrialData;
  readonly #engine: Engine;
  readonly #session: Session;
  readonly #loader: LoaderOrder;
  readonly #extent: number;
  readonly #grid: Float32Array;
  readonly #steps: number;
  readonly #epochSteps: number;
  #order: Int32Array | null = null;
  #step = 0;
  #diverged = false;

  /** Throws what the engine throws. */
  static async open(
    trial: Trial,
    dataset: Dataset,
    engine: Engine,
    palette: LivePalette,
  ): Promise<LiveTrainer> {
    const data = trialData(dataset, trial.dataset, trial.seed);
    const session = await openSession(trial, data, engine);
    return new LiveTrainer({ trial, dataset, data, engine, session, palette });
  }

  private constructor(given: {
    readonly trial: Trial;
    readonly dataset: Dataset;
    readonly data: TrialData;
    readonly engine: Engine;
    readonly session: Session;
    readonly palette: LivePalette;
  }) {
    const { trial, data } = given;
    this.palette = given.palette;
    this.#trial = trial;
    this.#dataset = given.dataset;
    this.#data = data;
    this.#engine = given.engine;
    this.#session = given.session;
    // As in runTrial: evaluation must not shift the order of the batches.
    this.#loader = explicitOrder(data.train.count, new Generator(trial.seed));
    const all = [
      data.train,
      data.test,
      ...(data.validation === undefined ? [] : [data.validation]),
    ];
    this.#extent = margin * all.reduce((most, part) => Math.max(most, largest(part)), 0) || 1;
    this.#grid = gridOf(this.#extent);
    this.#steps = trialSteps(trial);
    this.#epochSteps = stepsPerEpoch(trial);
  }

  async start(): Promise<LiveStart> {
    const { train, test, validation, statistics } = this.#data;
    return {
      train: pointsOf(train),
      test: pointsOf(test),
      validation: validation === undefined ? null : pointsOf(validation),
      classNames: this.#dataset.classNames,
      featureNames: this.#dataset.featureNames,
      extent: this.#extent,
      mean: [...(statistics?.mean ?? [])],
      deviation: [...(statistics?.deviation ?? [])],
      steps: this.#steps,
      epochSteps: this.#epochSteps,
      frame: await this.frame(),
    };
  }

  /** Does up to `steps` steps. */
  async advance(steps: number): Promise<LiveFrame> {
    const { batchSize } = this.#trial;
    let left = Math.min(steps, this.#steps - this.#step);
    while (left > 0 && !this.#diverged) {
      const within = this.#step % this.#epochSteps;
      if (within === 0 || this.#order === null) this.#order = this.#loader.nextEpoch();
      const now = Math.min(left, this.#epochSteps - within);
      const rows = this.#order.subarray(within * batchSize, (within + now) * batchSize);
      for await (const { losses } of this.#session.train(rows, batchSize)) {
        this.#step += losses.length;
        this.#diverged ||= losses.some((loss) => !Number.isFinite(loss));
      }
      left -= now;
    }
    return this.frame();
  }

  async frame(): Promise<LiveFrame> {
    const { activation } = requireShortForm(this.#trial.model, 'show');
    const parameters = await this.#session.parameters();
    const { record, means } = await this.#measure();
    this.#diverged ||= Object.values<number>({ ...record }).some(
      (value) => !Number.isFinite(value),
    );
    return {
      step: this.#step,
      epoch: Math.floor(this.#step / this.#epochSteps),
      done: this.#diverged || this.#step >= this.#steps,
      diverged: this.#diverged,
      record,
      means,
      parameters,
      maps: mapsOf(this.#grid, parameters, activation, this.palette),
    };
  }

  /** A step on one row, on a copy of the session. Throws RangeError for a row that the training part has not. */
  async explain(row: number): Promise<LiveExplanation> {
    const { train } = this.#data;
    const state = await this.#session.state();
    const copy = await openSession(this.#trial, this.#data, this.#engine, state);
    try {
      let steps = 0;
      for await (const { losses } of copy.train(Int32Array.of(row), 1)) steps += losses.length;
      if (steps !== 1) throw new RangeError(`Cannot explain a step: ${steps} were done`);
      return {
        row,
        inputs: [...train.features.subarray(row * 2, row * 2 + 2)],
        label: train.targets[row]!,
        before: await this.#session.parameters(),
        after: await copy.parameters(),
      };
    } finally {
      copy.close();
    }
  }

  close(): void {
    this.#session.close();
  }

  async #measure(): Promise<Pick<LiveFrame, 'record' | 'means'>> {
    const { task, train, test, validation } = this.#data;
    const parts: [PartName, Part][] = [
      ['train', train],
      ['test', test],
    ];
    if (validation !== undefined) parts.push(['validation', validation]);
    const figures: object[] = [];
    const means = { train: { loss: 0, correct: 0 }, test: { loss: 0, correct: 0 } };
    const most = this.#session.evaluationRows;
    for (const [part, { count }] of parts) {
      const total = { loss: 0, correct: 0, absolute: 0 };
      for (let from = 0; from < count; from += most) {
        const sums = await this.#session.evaluate(part, from, Math.min(from + most, count));
        total.loss += sums.loss;
        total.correct += sums.correct;
        total.absolute += sums.absolute;
      }
      figures.push(figuresOfSums(task, part, total, count));
      if (part !== 'validation')
        means[part] = { loss: total.loss / count, correct: total.correct / count };
    }
    const epoch = Math.floor(this.#step / this.#epochSteps);
    return { record: Object.assign({ epoch }, ...figures) as EpochRecord, means };
  }
}

const largest = ({ features }: Part): number =>
  Float32Array.from(features).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** A copy: the worker keeps its own. */
const pointsOf = ({ features, targets }: Part): LivePoints => ({
  features: Float32Array.from(features),
  classes: Uint8Array.from(targets),
});

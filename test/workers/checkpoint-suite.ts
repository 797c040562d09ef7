/** A trial that goes on from any of its checkpoints, on a fresh engine, comes to the bits of a trial in one piece. */
import { assert } from 'chai';
import fc from 'fast-check';
import { loadDataset } from '../../src/data/load.ts';
import { canonicalTrial } from '../../src/document/canonical-trial.ts';
import { contentHash } from '../../src/document/hash.ts';
import { checkpointFile, readCheckpoint } from '../../src/formats/artefact/checkpoint-file.ts';
import { artefactKey, memberRevisions } from '../../src/formats/artefact/key.ts';
import { engineBits } from '../../src/formats/results/engine-record.ts';
import { afterEvent, waitingTrial } from '../../src/lab/reduce.ts';
import type { Checkpoint } from '../../src/protocol/checkpoint.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { activations, type Trial, type TrialDocument } from '../../src/document/schema.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { runTrial, type RunTrialOptions } from '../../workers/trial/run-trial.ts';
import { optimizerForms } from './optimizers.ts';
import { scheduleForms } from './schedules.ts';
import { trialOf } from './trials.ts';
import { stateOf } from '../support/short-form.ts';

/** Everything that a trial records, and its checkpoints with the events before each. */
export interface Recording {
  readonly events: readonly TrialEvent[];
  readonly taken: readonly {
    readonly checkpoint: Checkpoint;
    readonly why: string;
    readonly before: number;
  }[];
}

export async function recorded(trial: AsyncGenerator<TrialEvent, void>): Promise<Recording> {
  const events: TrialEvent[] = [];
  const taken = [];
  for await (const event of trial) {
    // As it arrives in another thread.
    const copy = structuredClone(event);
    if (copy.type === 'checkpoint') {
      const { checkpoint, why } = copy;
      taken.push({ checkpoint, why, before: events.length });
    } else events.push(copy);
  }
  return { events, taken };
}

/** What must be the same bits, however often a trial was interrupted. */
export function figures(events: readonly TrialEvent[]) {
  const last = <T extends TrialEvent['type']>(type: T) =>
    events.findLast((event): event is Extract<TrialEvent, { type: T }> => event.type === type);
  const model = last('model');
  return {
    losses: events.flatMap((event) => (event.type === 'batches' ? [...event.losses] : [])),
    records: events.flatMap((event) => (event.type === 'epoch' ? [event.record] : [])),
    norms: last('gradient-norms'),
    baseline: last('baseline'),
    classes: last('classes'),
    deadUnits: last('dead-units'),
    diverged: last('diverged'),
    model: model && { hash: model.hash, parameters: model.parameters },
  };
}

/** A checkpoint wherever the trial can stop. */
export const everywhere = { everySeconds: 0, share: Infinity };

/** A clock that leaps makes every piece of work as small as pieces get: the trial stops at every step it can. */
export async function withSmallPieces<T>(work: () => Promise<T>): Promise<T> {
  let time = 0;
  performance.now = () => (time += 1000);
  try {
    return await work();
  } finally {
    Reflect.deleteProperty(performance, 'now');
  }
}

/** A checkpoint as it comes back from its file, which holds what was recorded before it, too. */
async function readBack(
  trial: Trial,
  begun: readonly TrialEvent[],
  checkpoint: Checkpoint,
): Promise<Checkpoint> {
  const plan = { id: contentHash(canonicalTrial(trial)), trial, values: {} };
  const parts = {
    id: plan.id,
    engine: engineBits(checkpoint.engine),
    members: memberRevisions(trial),
    datasets: { [trial.dataset.name]: 'c'.repeat(64) },
  };
  const state = begun.reduce(afterEvent, waitingTrial(plan));
  const file = await checkpointFile(checkpoint, state, parts);
  const read = await readCheckpoint(file, artefactKey(parts), checkpoint);
  if (!read.ok) throw new Error(`the checkpoint cannot be used: ${read.problem}`);
  assert.deepEqual(read.value.checkpoint, checkpoint);
  return read.value.checkpoint;
}

export type Run = (trial: Trial, options?: RunTrialOptions) => Promise<Recording>;

/**
 * Trains in one piece, then with checkpoints, and then from each of `some` of those on.
 * @returns how many were in the middle of an epoch, and how many at the end of one
 */
export async function compare(
  run: Run,
  document: TrialDocument,
  some: (places: Recording['taken']) => Recording['taken'] = (all) => all,
): Promise<{ readonly middle: number; readonly end: number }> {
  const trial = trialOf(document);
  const whole = figures((await run(trial)).events);
  const { events, taken } = await withSmallPieces(() => run(trial, { checkpoints: everywhere }));
  assert.deepEqual(figures(events), whole, 'taking checkpoints changes nothing');
  const chosen = some(taken);
  for (const { checkpoint, before } of chosen) {
    const { epoch, step } = checkpoint;
    const begun = events.slice(0, before);
    const own = figures(begun);
    const stepsPerEpoch = checkpoint.session.steps === 0 ? 0 : checkpoint.session.steps - step;
    assert.lengthOf(own.losses, stepsPerEpoch + step, 'all losses up to the step were told');
    assert.lengthOf(own.records, epoch, 'all epochs were told');
    const rest = (await run(trial, { from: await readBack(trial, begun, checkpoint) })).events;
    const [start] = rest;
    assert.isTrue(start?.type === 'start' && start.resumed !== undefined);
    assert.deepEqual(
      figures([...begun, ...rest]),
      whole,
      `from step ${step} after epoch ${epoch} on`,
    );
    assert.notInclude(
      rest.map(({ type }) => type),
      'gradient-norms',
    );
  }
  const middle = chosen.filter(({ checkpoint }) => checkpoint.step > 0).length;
  return { middle, end: chosen.length - middle };
}

/** Every so-manieth, so that each place is one of some trial's. */
const each = (count: number, from: number) => (all: Recording['taken']) =>
  all.filter((_, index) => index % count === from % count);

const datasets = new Map<string, Promise<Dataset>>();

export function generated(name: Trial['dataset']['name']): Promise<Dataset> {
  const found =
    datasets.get(name) ?? loadDataset(name, { baseUrl: 'https://lab.example/', shared: false });
  datasets.set(name, found);
  return found;
}

const housing: TrialDocument = {
  dataset: { name: 'housing-synthetic', trainSize: 500, testSize: 90, validation: 60 },
  model: { depth: 2, width: 63, activation: 'tanh' },
  optimizer: { name: 'adam' },
  // Steps that take more than the smallest piece of work.
  batchSize: 96,
  epochs: 3,
};

const fashion: TrialDocument = {
  dataset: { name: 'fashion-synthetic', trainSize: 150, testSize: 40 },
  model: { depth: 2, width: 15 },
  optimizer: { name: 'adam' },
  batchSize: 32,
  epochs: 2,
};

const inits: readonly NonNullable<TrialDocument['init']>[] = [
  { name: 'torch-default' },
  { name: 'xavier-uniform' },
  { name: 'kaiming-normal' },
  // An odd number of normal draws leaves one waiting in the generator.
  { name: 'normal', std: 0.3 },
  { name: 'uniform', d: 0.5 },
];

/** @param start a new engine each time */
export function describeCheckpoints(name: string, start: () => Promise<Engine>): void {
  const run: Run = async (trial, options) =>
    recorded(runTrial(trial, await generated(trial.dataset.name), await start(), options));

  describe(`a checkpoint of a trial on ${name}`, () => {
    it('goes on to the same bits from every place: losses, figures, weights and baseline', async () => {
      const { middle, end } = await compare(run, {
        ...housing,
        measure: { gradientNorms: true, metrics: ['r2'] },
      });
      assert.isAtLeast(middle, 9);
      assert.isAtLeast(end, 2);
    });

    it('goes on to the same dead units, and to the same confusion of classes', async () => {
      for (const activation of activations) {
        const model = { depth: 2, width: 15, activation };
        const { middle } = await compare(run, { ...fashion, model }, each(3, 1));
        assert.isAtLeast(middle, 1);
      }
      await compare(run, {
        dataset: { name: 'iris' },
        model: { depth: 2, width: 130 },
        optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
        batchSize: 33,
        epochs: 2,
      });
    });

    for (const [index, optimizer] of optimizerForms.entries()) {
      it(`goes on with ${JSON.stringify(optimizer)}`, async () => {
        const document = index % 2 === 0 ? housing : fashion;
        await compare(run, { ...document, optimizer }, each(4, index));
      });
    }

    for (const [index, schedule] of scheduleForms.entries()) {
      it(`goes on with ${JSON.stringify(schedule)}`, async () => {
        const document: TrialDocument = {
          dataset: { name: 'iris' },
          model: { depth: 1, width: 12 },
          batchSize: 33,
          // A loss that rises, so that a plateau is met.
          optimizer: { name: 'sgd', learningRate: 0.4, momentum: 0.9 },
          epochs: 5,
          schedule,
        };
        await compare(run, document, each(5, index));
      });
    }

    it('goes on with clipped gradients, a loss with settings and balanced classes', async () => {
      await compare(run, { ...housing, loss: { name: 'huber', delta: 0.3 }, clip: { norm: 0.2 } });
      await compare(
        run,
        {
          ...fashion,
          loss: { name: 'cross-entropy', smoothing: 0.1, balanced: true },
          clip: { value: 0.01 },
        },
        each(2, 0),
      );
    });

    it('goes on to the same divergence', async () => {
      const document: TrialDocument = {
        ...housing,
        model: { depth: 1, width: 63, activation: 'linear' },
        optimizer: { name: 'sgd', learningRate: 30 },
      };
      assert.isDefined(figures((await run(trialOf(document))).events).diverged);
      await compare(run, document);
    });

    it('goes on for any small trial', async () => {
      const arbitrary = fc.record({
        name: fc.constantFrom('housing-synthetic', 'fashion-synthetic', 'iris'),
        trainSize: fc.integer({ min: 1, max: 90 }),
        depth: fc.nat(3),
        width: fc.integer({ min: 1, max: 40 }),
        activation: fc.constantFrom(...activations),
        init: fc.constantFrom(...inits),
        optimizer: fc.constantFrom(...optimizerForms),
        batchSize: fc.integer({ min: 1, max: 100 }),
        epochs: fc.integer({ min: 1, max: 3 }),
        seed: fc.nat(),
        pick: fc.nat(),
      });
      await fc.assert(
        fc.asyncProperty(arbitrary, async (drawn) => {
          const { name: dataset, trainSize, depth, width, activation, pick, ...rest } = drawn;
          const document = {
            ...rest,
            dataset: { name: dataset, trainSize, testSize: 20 },
            model: { depth, width, activation },
          } satisfies TrialDocument;
          await compare(run, document, (all) =>
            all.length === 0 ? [] : [all[pick % all.length]!],
          );
        }),
        { numRuns: 30 },
      );
    });

    it('is told apart where a generator or a buffer is forgotten', async () => {
      const trial = trialOf(housing);
      const whole = figures((await run(trial)).events);
      const { events, taken } = await withSmallPieces(() =>
        run(trial, { checkpoints: everywhere }),
      );
      const { checkpoint, before } = taken.find(({ checkpoint: { epoch, step } }) => {
        return epoch === 1 && step > 0;
      })!;
      const { generators } = checkpoint;
      const session = stateOf(checkpoint.session);
      const fresh = taken[0]!.checkpoint.generators;
      assert.notDeepEqual(fresh, generators);
      const zero = (names: readonly string[]) =>
        Object.fromEntries(
          Object.entries(session.buffers).map(([buffer, layers]) => [
            buffer,
            !names.includes(buffer)
              ? layers
              : layers.map((layer) => ({ ...layer, bias: new Float32Array(layer.outputs) })),
          ]),
        );
      const forgetful: readonly Checkpoint[] = [
        { ...checkpoint, generators: fresh },
        ...Object.keys(session.buffers).map((buffer) => ({
          ...checkpoint,
          session: { ...session, buffers: zero([buffer]) },
        })),
      ];
      for (const from of forgetful) {
        const rest = await run(trial, { from: structuredClone(from) });
        assert.notDeepEqual(figures([...events.slice(0, before), ...rest.events]), whole);
      }
    });
  });
}

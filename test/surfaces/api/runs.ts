/** What runExperiment promises, the same on a page and in Node. */
import { smallExperiment } from '../../support/small-experiment.ts';
import { assert } from 'chai';
import type { ExperimentEvent } from '../../../src/surfaces/api/events.ts';
import type { runExperiment } from '../../../src/surfaces/api/run-experiment.ts';
import type { SharedPool } from '../../../src/surfaces/api/shared-pool.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { ResultsDocument } from '../../../src/formats/results/document.ts';
import { Pool, type PoolOptions } from '../../../src/pool/pool.ts';
import { ExperimentRun } from '../../../src/lab/experiment-run.ts';
import { LabError } from '../../../src/base/errors.ts';
import { flatTrials } from '../../formats/results/plain.ts';

/** Three epochs, so that events can be told to come between. */
export const small = (trial: Record<string, unknown> = {}, axes: unknown[] = []) =>
  smallExperiment({ epochs: 3, ...trial }, axes);

const seeds = [{ path: 'seed', values: [1, 2, 3] }];
/** So many rows and epochs take longer than any worker takes to start. */
const large = { dataset: { name: 'housing-synthetic', trainSize: 12_000, testSize: 100 } };
/** Of a trial that nobody waits for. */
const endless = small({ ...large, epochs: 10_000 }, seeds);

const figures = (document: ResultsDocument) => ({
  losses: document.passport?.losses,
  trials: flatTrials(document).map(({ id, status, epochs, batchLosses }) => ({
    id,
    status,
    epochs,
    batchLosses,
  })),
});

async function failure(promise: Promise<unknown>): Promise<LabError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

export interface Subject {
  readonly run: typeof runExperiment;
  readonly shared: SharedPool;
  readonly pool: PoolOptions;
}

export function describeRuns(title: string, subject: () => Subject): void {
  describe(title, () => {
    let run: typeof runExperiment;
    before(() => {
      ({ run } = subject());
    });
    after(() => {
      subject().shared.close();
    });

    it('tells events in order: each epoch and each trial once, and its end last', async () => {
      const handle = run(small({}, seeds), { workers: 2 });
      const events: ExperimentEvent[] = [];
      for await (const event of handle) events.push(event);
      const results = await handle.results;

      const [first] = events;
      assert.isTrue(first?.type === 'start');
      if (first?.type === 'start') {
        assert.deepEqual(
          first.trials.map(({ id, values }) => ({ id, values })),
          results.trials.map(({ id, values }) => ({ id, values })),
        );
      }
      const last = events.at(-1);
      assert.isTrue(last?.type === 'complete' && last.results === results);
      for (const { id, epochs } of flatTrials(results)) {
        assert.lengthOf(epochs, 3);
        const told = events.flatMap((event) =>
          event.type === 'epoch' && event.trial.id === id ? [event.record] : [],
        );
        assert.deepEqual(told, [...epochs]);
        const settled = events.filter((each) => each.type === 'trial' && each.result.id === id);
        assert.lengthOf(settled, 1);
        const lastEpoch = events.findLastIndex(
          (each) => each.type === 'epoch' && each.trial.id === id,
        );
        assert.isBelow(lastEpoch, events.indexOf(settled[0]!));
      }
      const fractions = events.flatMap((each) => (each.type === 'progress' ? [each.fraction] : []));
      assert.deepEqual(
        fractions,
        fractions.toSorted((a, b) => a - b),
      );
      assert.equal(fractions.at(-1), 1);
    });

    it('has the bits of a run on a separate pool, with any number of workers', async () => {
      const document = small({}, seeds);
      const parsed = parseExperiment(document);
      if (!parsed.ok) throw new Error('the document is wrong');
      const pool = new Pool(subject().pool);
      const settings = { engine: 'auto', workers: 1, deterministic: true } as const;
      const own = new ExperimentRun(
        parsed.trials,
        { ...settings, datasetBase: 'about:blank' },
        pool,
      );
      const state = await own.start();
      pool.close();
      const results = await run(document, { workers: 3 }).results;
      assert.deepEqual(
        flatTrials(results).map(({ epochs, batchLosses }) => ({ epochs, batchLosses })),
        state.trials.map(({ epochs, batchLosses }) => ({
          epochs,
          batchLosses: [...batchLosses],
        })),
      );
      const text = JSON.stringify(document);
      assert.deepEqual(figures(await run(text).results), figures(results));
    });

    it('is cancelled by leaving the loop, and keeps what was finished', async () => {
      const axes = [{ path: 'epochs', values: [1, 10_000] }];
      const handle = run(small(large, axes), { workers: 2 });
      for await (const event of handle) {
        if (event.type === 'trial') break;
      }
      const { trials } = await handle.results;
      assert.deepEqual(
        trials.map(({ status }) => status),
        ['done', 'cancelled'],
      );
    });

    it('is cancelled by a signal, at once also by one that was aborted before', async () => {
      const controller = new AbortController();
      const handle = run(endless, { signal: controller.signal });
      for await (const event of handle) if (event.type === 'epoch') controller.abort();
      const { trials } = await handle.results;
      assert.isTrue(trials.every(({ status }) => status === 'cancelled'));

      const error = await failure(run(endless, { signal: AbortSignal.abort() }).results);
      assert.equal(error.code, 'aborted');
    });

    it('refuses an invalid document, and names the path, what was wanted and what was found', async () => {
      const handle = run(small({ epochs: -1 }));
      const error = await failure(handle.results);
      assert.equal(error.code, 'experiment-invalid');
      assert.match(error.message, /trial\.epochs: expected .+ got -1/);
      const told = await failure(
        (async () => {
          for await (const event of handle) assert.fail(event.type);
        })(),
      );
      assert.equal(told.message, error.message);
      assert.equal((await failure(run('{').results)).code, 'experiment-invalid');
    });

    it('refuses the real data without an address of the datasets', async () => {
      const document = small({ dataset: { name: 'california-housing' } });
      const error = await failure(run(document, { data: 'real' }).results);
      assert.equal(error.code, 'dataset-missing');
      assert.include(error.message, 'california-housing');
    });

    it('uses the given seed, and the stand-in of unavailable data', async () => {
      const document = small({ dataset: { name: 'california-housing', trainSize: 320 } });
      const { experiment, environment } = await run(document, { seed: 7 }).results;
      assert.equal(experiment.trial.seed, 7);
      assert.deepInclude(experiment.trial.dataset, { name: 'housing-synthetic', trainSize: 320 });
      assert.match(environment.datasets['housing-synthetic']!, /^synthetic:/);
    });

    it('queues few events while nobody consumes them: one progress at most between others', async () => {
      const handle = run(small({ epochs: 40 }));
      const { trials } = await handle.results;
      const types: string[] = [];
      for await (const { type } of handle) types.push(type);
      const kept = types.filter((type) => type === 'progress' || type === 'dataset').length;
      assert.isAtMost(kept, types.length - kept);
      assert.equal(types.filter((type) => type === 'epoch').length, trials[0]!.epochs.length);
    });
  });
}

/** A pool that is loaded when it is first used. */
import { assert } from 'chai';
import type { TrialPool } from '../../src/lab/ports/pool.ts';
import { DeferredPool } from '../../src/pool/deferred-pool.ts';
import { trialOf } from '../workers/trials.ts';

const trial = trialOf({
  dataset: { name: 'california-housing' },
  model: { depth: 1, width: 4 },
  optimizer: { name: 'adam' },
  batchSize: 32,
  epochs: 1,
});
const options = { datasetBase: 'https://lab.test/datasets/' };

/** Says what it was asked. */
function asked(): TrialPool & { readonly calls: string[] } {
  const calls: string[] = [];
  const answer = (name: string) => (): Promise<never> => {
    calls.push(name);
    return Promise.resolve(name as never);
  };
  return {
    calls,
    run: answer('run'),
    loadDataset: answer('loadDataset'),
    inspect: answer('inspect'),
    predict: answer('predict'),
  };
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => String(error),
  );

describe('a pool that is loaded when it is used', () => {
  it('is loaded once, and hands everything on', async () => {
    const pool = asked();
    let loads = 0;
    const deferred = new DeferredPool(() => {
      loads++;
      return Promise.resolve(pool);
    });
    assert.equal(loads, 0);
    await Promise.all([
      deferred.run([], { ...options, engine: 'auto' }),
      deferred.loadDataset({ name: 'iris', table: undefined, baseUrl: options.datasetBase }),
      deferred.inspect(trial, options),
    ]);
    assert.equal(loads, 1);
    assert.deepEqual(pool.calls, ['run', 'loadDataset', 'inspect']);
  });

  it('says that it could not be loaded, and tries again', async () => {
    const pool = asked();
    let works = false;
    const deferred = new DeferredPool(() =>
      works ? Promise.resolve(pool) : Promise.reject(new Error('no network')),
    );
    assert.match(
      await failure(deferred.inspect(trial, options)),
      /trains could not be loaded \(no network\)/,
    );
    works = true;
    assert.equal(await failure(deferred.inspect(trial, options)), 'none');
  });

  it('asks nothing of the pool once the call is cancelled', async () => {
    const pool = asked();
    const controller = new AbortController();
    const deferred = new DeferredPool(() => {
      controller.abort();
      return Promise.resolve(pool);
    });
    const { signal } = controller;
    assert.match(await failure(deferred.inspect(trial, { ...options, signal })), /cancelled/);
    assert.deepEqual(pool.calls, []);
  });
});

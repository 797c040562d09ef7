/** Trials from real workers to the store and back, with no page around them. */
import { assert } from 'chai';
import { buildIfStale } from '../../../cli/build/stale.mjs';
import { keptTrials } from '../../../src/lab/kept/cache.ts';
import { isFinished } from '../../../src/document/trial-status.ts';
import { withLosses } from '../../../src/lab/kept/losses.ts';
import { loadRun } from '../../../src/lab/kept/load-run.ts';
import { RunRecorder } from '../../../src/lab/kept/recorder.ts';
import { runToEnd } from '../../../src/lab/run-to-end.ts';
import type { KeptLosses, RunState, TrialState } from '../../../src/lab/state.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { closePools, nodeLab, planned, twoSeeds } from '../fixture/node-lab.ts';

const { signal } = new AbortController();
const machine = { engine: 'wasm', workers: 2, deterministic: true } as const;

describe('the recorder in Node', () => {
  const { experiment, trials: plans } = planned({}, twoSeeds);
  let ended: RunState;
  before(async () => {
    await buildIfStale(['cli']);
    ended = await runToEnd(nodeLab(null).createRun(plans, machine), signal);
  });
  after(closePools);

  const begin = (store: MemoryStore, trials: readonly TrialState[]) =>
    RunRecorder.begin({
      store,
      experiment,
      trials,
      machine,
      userAgent: 'node, for a test',
      checksum: () => Promise.reject(new Error('The checksum of a stand-in is known.')),
    });
  const waiting = () => ended.trials.map((trial) => ({ ...trial, status: 'waiting' as const }));

  it('gives back what was trained, bit for bit', async () => {
    const store = new MemoryStore();
    const recorder = begin(store, waiting());
    await recorder.end(ended);
    const loaded = await loadRun(store, (await store.run(recorder.runId))!);
    assert.equal(loaded?.state.status, 'done');
    assert.deepEqual(
      loaded?.state.trials,
      ended.trials.map((trial, at) => ({ ...trial, kept: loaded!.state.trials[at]!.kept! })),
    );
  });

  it('keeps each trial as it finishes, before the run has ended', async () => {
    const store = new MemoryStore();
    const recorder = begin(store, waiting());
    recorder.take([ended.trials[0]!, waiting()[1]!]);
    await recorder.settled();
    const run = await store.run(recorder.runId);
    assert.equal(run?.status, 'running');
    assert.deepEqual(
      run?.trials.map(({ status }) => status),
      ['done', 'waiting'],
    );
    assert.lengthOf(store.keys, 1);
  });

  it('goes on with a run that was cut off', async () => {
    const store = new MemoryStore();
    const [first, second] = ended.trials as [TrialState, TrialState];
    const before = begin(store, waiting());
    await before.end({ ...ended, trials: [first, { ...waiting()[1]!, status: 'cancelled' }] });
    const cut = (await store.run(before.runId))!;
    assert.equal(cut.status, 'cancelled');
    const after = RunRecorder.resume(
      {
        store,
        experiment,
        trials: [],
        machine,
        userAgent: 'node, for a test',
        checksum: () => Promise.reject(new Error('not asked')),
      },
      cut,
    );
    await after.end({ ...ended, trials: [second] });
    assert.equal(after.runId, before.runId);
    const whole = (await store.run(after.runId))!;
    assert.equal(whole.status, 'done');
    assert.isTrue(whole.trials.every(({ key }) => key !== null));
  });

  it('lets go of losses that are kept once they are more than a page should hold', async () => {
    const store = new MemoryStore();
    const released = new Map<string, KeptLosses>();
    const [first, second] = ended.trials as [TrialState, TrialState];
    const bytes = first.batchLosses.byteLength;
    const recorder = RunRecorder.begin({
      store,
      experiment,
      trials: waiting(),
      machine,
      userAgent: 'node, for a test',
      checksum: () => Promise.reject(new Error('The checksum of a stand-in is known.')),
      release: (id, losses) => released.set(id, losses),
      budget: bytes,
    });
    recorder.take([first]);
    await recorder.settled();
    assert.isEmpty(released);
    recorder.take([first, second]);
    await recorder.end(ended);
    assert.sameMembers([...released.keys()], [first.plan.id, second.plan.id]);
    for (const trial of [first, second]) {
      const losses = released.get(trial.plan.id)!;
      assert.equal(losses.count, trial.batchLosses.length);
      assert.deepEqual(await losses.load(), trial.batchLosses);
    }
    // What has left the memory is as good as before.
    const without = released.get(first.plan.id)!;
    const [whole] = await withLosses([
      { ...first, batchLosses: new Float32Array(0), keptLosses: without },
    ]);
    assert.deepEqual(whole, first);
  });

  it('is asked which trials need no training: those whose bits would be the same', async () => {
    const store = new MemoryStore();
    await begin(store, waiting()).end(ended);
    const found = await keptTrials(store, plans, machine, signal);
    assert.lengthOf(found.filter(isFinished), 2);
    const auto = await keptTrials(store, plans, { ...machine, engine: 'auto' }, signal);
    assert.lengthOf(auto, 2, 'which comes to this engine here');
    for (const other of [
      { ...machine, deterministic: false },
      { ...machine, engine: 'tfjs-wasm' as const },
      { ...machine, engine: 'tfjs-webgpu' as const },
    ]) {
      assert.isEmpty(await keptTrials(store, plans, other, signal));
    }
    const others = planned({}, [{ path: 'seed', values: [3] }]).trials;
    assert.isEmpty(await keptTrials(store, others, machine, signal));
  });

  it('stops looking when that is not wanted any more', async () => {
    const gone = AbortSignal.abort();
    let code = '';
    await keptTrials(new MemoryStore(), plans, machine, gone).catch((error: unknown) => {
      code = String(Reflect.get(error as object, 'code'));
    });
    assert.equal(code, 'aborted');
  });
});

/** Imported results are retrained on real workers, without a page. */
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { runProvenance } from '../../src/lab/kept/foreign.ts';
import { loadRun, type LoadedRun } from '../../src/lab/kept/load-run.ts';
import { provenanceOf } from '../../src/formats/results/provenance.ts';
import { runToEnd } from '../../src/lab/run-to-end.ts';
import {
  isTrue,
  recordOfTrial,
  verify,
  verifyKept,
  type Recorded,
  type Verdict,
} from '../../src/lab/verify.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { documentFile } from '../../src/formats/results/write.ts';
import { documentOf } from '../../src/store/exchange.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { closePools, nodeLab, openSession, planned, twoSeeds } from './fixture/node-lab.ts';
import { importText, textOf } from '../formats/results/plain.ts';

const { signal } = new AbortController();
const machine = { engine: 'wasm', workers: 2, deterministic: true } as const;

/** What verifying comes to, in the order of the records. */
async function verdictsOn(records: readonly Recorded[], during = signal): Promise<Verdict[]> {
  const found = new Map<Recorded, Verdict>();
  await verify(records, nodeLab(null), {
    workers: 2,
    signal: during,
    tell: (record, verdict) => {
      assert.isFalse(found.has(record), 'told once');
      found.set(record, verdict);
    },
  });
  return records.flatMap((record) => found.get(record) ?? []);
}

describe('training again in Node', () => {
  let trials: readonly TrialState[];
  before(async () => {
    await buildIfStale(['cli']);
    const { trials: plans } = planned({}, twoSeeds);
    ({ trials } = await runToEnd(nodeLab(null).createRun(plans, machine), signal));
  });
  afterEach(closePools);

  it('comes to the same, and tells how far it is', async () => {
    const far: number[] = [];
    const verdicts: Verdict[] = [];
    await verify(
      trials.map((trial) => recordOfTrial(trial)),
      nodeLab(null),
      {
        workers: 1,
        signal,
        progress: (_, fraction) => far.push(fraction),
        tell: (_, verdict) => verdicts.push(verdict),
      },
    );
    assert.isTrue(verdicts.every(isTrue));
    assert.lengthOf(verdicts, 2);
    assert.isTrue(far.every((fraction) => fraction >= 0 && fraction <= 1));
  });

  it('finds another loss, other weights and other data, record by record', async () => {
    const [first, second] = trials as [TrialState, TrialState];
    const forged = { ...first, batchLosses: first.batchLosses.with(3, 0.5) };
    const model = (weights: string): Recorded => ({
      ...recordOfTrial(second),
      claim: { kind: 'model', weights },
    });
    const verdicts = await verdictsOn([
      recordOfTrial(forged),
      recordOfTrial(first),
      model(second.weights!),
      model('0'.repeat(64)),
      recordOfTrial(second, 'other data'),
    ]);
    assert.deepEqual(
      verdicts.map(({ kind }) => kind),
      ['trial', 'trial', 'model', 'model', 'other data'],
    );
    assert.deepEqual(verdicts.map(isTrue), [false, true, true, false, false]);
    const [differs] = verdicts;
    assert.isTrue(differs?.kind === 'trial' && differs.comparison.firstStep === 4);
  });

  it('trains each engine’s trials on that engine', async () => {
    const lab = nodeLab(null);
    const { trials: plans } = planned({}, twoSeeds);
    const other = await runToEnd(
      lab.createRun(plans.slice(0, 1), { ...machine, engine: 'tfjs-cpu' }),
      signal,
    );
    const verdicts = await verdictsOn([recordOfTrial(other.trials[0]!), recordOfTrial(trials[1]!)]);
    assert.deepEqual(verdicts.map(isTrue), [true, true]);
    assert.deepEqual(
      verdicts.map((verdict) => verdict.kind === 'trial' && verdict.again.engine?.name),
      ['tfjs-cpu', 'wasm'],
    );
  });

  it('ends at once when it is cancelled, and says so of what it had begun', async () => {
    const { trials: plans } = planned({ epochs: 10_000 }, twoSeeds);
    const stop = new AbortController();
    const endless = plans.map((plan, at) => recordOfTrial({ ...trials[at]!, plan }));
    const verdicts: Verdict[] = [];
    await verify(endless, nodeLab(null), {
      workers: 2,
      signal: stop.signal,
      progress: () => stop.abort(),
      tell: (_, verdict) => verdicts.push(verdict),
    });
    assert.deepEqual(verdicts, [
      { kind: 'none', error: null },
      { kind: 'none', error: null },
    ]);
    assert.isEmpty(await verdictsOn(endless, AbortSignal.abort()));
  });
});

describe('a run from elsewhere, in Node', () => {
  before(() => buildIfStale(['cli']));
  afterEach(closePools);

  /** What a file that was written here has, in a store of its own. */
  async function imported(): Promise<{ store: MemoryStore; id: string; loaded: LoadedRun }> {
    const from = new MemoryStore();
    const session = openSession(nodeLab(from));
    await session.start();
    const own = (await loadRun(from, (await from.run(session.storedId ?? ''))!))!;
    const text = await textOf(documentFile(await documentOf(own.run, own.state)));
    const found = await importText(text, 'friend.json');
    if (!found.ok) throw new Error(found.issues[0]?.message);
    const [{ run, trials }] = found.runs as [(typeof found.runs)[number]];
    const store = new MemoryStore();
    await store.add(run, trials);
    return { store, id: run.id, loaded: (await loadRun(store, run))! };
  }

  it('counts as verified once all of it came to the same here', async () => {
    const { store, id, loaded } = await imported();
    assert.equal(runProvenance(loaded.run), 'elsewhere');
    const lab = nodeLab(store);
    const options = { workers: 2, signal, tell: () => undefined };
    const [one, two] = loaded.state.trials.map(({ plan }) => plan.id) as [string, string];
    await verifyKept(loaded, [one], lab, options);
    assert.equal(runProvenance((await store.run(id))!), 'elsewhere', 'as long as one is open');
    await verifyKept(loaded, [two], lab, options);
    const run = (await store.run(id))!;
    assert.equal(runProvenance(run), 'verified');
    const again = await loadRun(store, run);
    assert.equal(provenanceOf(again!.state.trials), 'verified');
  });
});

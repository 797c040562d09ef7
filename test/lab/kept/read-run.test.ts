/** Reading the record of a run of many trials: a page can answer meanwhile. */
import { assert } from 'chai';
import { yieldToEventLoop } from '../../../src/base/event-loop.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { newRun } from '../../../src/lab/kept/new-run.ts';
import { prepareRecord, readRecord } from '../../../src/lab/kept/read-run.ts';
import { smallExperiment } from '../../support/small-experiment.ts';

function recordOf(first: number, trials: number) {
  const values = Array.from({ length: trials }, (_, at) => first + at);
  const parsed = parseExperiment(smallExperiment({}, [{ path: 'seed', values }]));
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return newRun({
    experiment: parsed.experiment,
    plans: parsed.trials,
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    datasets: {},
    started: 0,
  });
}

/** How often others get their turn before the promise resolves. */
async function turnsDuring(work: Promise<void>): Promise<number> {
  let working = true as boolean;
  const ended = work.finally(() => (working = false));
  let turns = 0;
  while (working) {
    await yieldToEventLoop();
    turns += 1;
  }
  await ended;
  return turns;
}

describe('the record of a run of many trials', () => {
  it('is expanded in pieces before it is read', async () => {
    const record = recordOf(1, 1000);
    // Others since, so that it is not one of the latest expansions.
    for (const first of [10_000, 20_000, 30_000]) recordOf(first, 100);
    assert.isAbove(await turnsDuring(prepareRecord(record)), 10);
    assert.isNotNull(readRecord(record));
    assert.isBelow(await turnsDuring(prepareRecord(record)), 5, 'once is enough');
  });

  it('is left to reading where it is none, or was changed', async () => {
    for (const value of [null, 7, {}, { ...recordOf(40_000, 60), settings: 'f'.repeat(64) }]) {
      await prepareRecord(value);
      assert.isNull(readRecord(value));
    }
  });
});

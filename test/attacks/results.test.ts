import { assert } from 'chai';
import fc from 'fast-check';
import { parseExperiment } from '../../src/document/parse.ts';
import { loadStates } from './loaded.ts';
import { environmentOf, plainDocument, resultsDocument } from '../../src/formats/results/write.ts';
import { readRecord } from '../../src/lab/kept/read-run.ts';
import { trained } from '../lab/fixture/states.ts';
import { smallExperiment } from '../support/small-experiment.ts';
import { mutated, numRuns } from './mutations.ts';
import { importText } from '../formats/results/plain.ts';
import { resultsDocument1 } from '../formats/results/version-1.ts';

async function results(dataset: string) {
  const parsed = parseExperiment(
    smallExperiment({ dataset: { name: dataset, trainSize: 96, testSize: 64 } }, [
      { path: 'seed', values: [1, 2] },
    ]),
  );
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const { experiment } = parsed;
  const trials = parsed.trials.map((plan, at) => ({
    ...trained(plan, at, parsed.trials.length, 1),
    engine: { name: 'wasm' as const, reason: 'for a test', revision: 2 },
  }));
  const environment = environmentOf(trials, { [dataset]: 'sha256 abc' }, 'a browser');
  const run = { experiment, trials, environment, passport: { started: 1e12 } };
  return [plainDocument(await resultsDocument(run)), await resultsDocument1(run)] as const;
}

describe('tampered results', () => {
  it('are imported, or refused with a message, and never throw', async () => {
    const sealed = [
      ...(await results('housing-synthetic')),
      ...(await results('fashion-synthetic')),
    ];
    // As before there were hashes: they find nearly every edit, and nothing behind them would be tried.
    const bases = sealed.map((each) => ({ ...each, passport: undefined }));
    const about = { name: 'mine', notes: 'a note', tags: ['wide', 'deep'] };
    const written = bases.map((each) => ({ ...each, about }));
    const runs = written.map((each) => ({ name: 'mine', results: each }));
    const bundle = { format: 'a2-results-bundle', version: 1, runs };
    let right = 0;
    await fc.assert(
      fc.asyncProperty(mutated(...sealed, ...bases, ...written, bundle), async (text) => {
        const read = await importText(text, 'mine.json');
        if (!read.ok) {
          assert.isNotEmpty(read.issues);
          for (const { message } of read.issues) assert.isAbove(message.length, 10);
          return;
        }
        right += 1;
        // What is taken in is what a store gives back, and what a page can show.
        for (const { run, trials } of read.runs) {
          assert.isNotNull(readRecord(structuredClone(run)));
          assert.isNotNull(run.imported);
          for (const state of loadStates(run, trials)) {
            assert.isAtMost(state.epochs.length, state.plan.trial.epochs);
            assert.isNumber(state.kept);
          }
        }
      }),
      { numRuns },
    );
    assert.isAbove(right, numRuns / 20);
    assert.isBelow(right, numRuns);
  });
});

/** The JSON Schema in docs/ describes what the lab writes. */
import { assert } from 'chai';
import fc from 'fast-check';
import {
  environmentOf,
  plainDocument,
  resultsDocument,
} from '../../../src/formats/results/write.ts';
import { anyRun } from './any-run.ts';
import { schemaErrors } from './json-schema.ts';

async function documentOf({ kind, trials }: Parameters<Parameters<typeof anyRun.map>[0]>[0]) {
  const datasets = { [trials[0]!.plan.trial.dataset.name]: 'sha256 abc' };
  return plainDocument(
    await resultsDocument({
      experiment: kind.experiment,
      trials,
      environment: environmentOf(trials, datasets, 'a browser'),
      passport: { started: 1e12 },
      prediction: { question: 'Which?', answer: 'The first', date: '2026-03-01T09:12:00.000Z' },
      student: { id: 'ab12', seed: 433 },
      search: { strategy: 'halving' },
      about: { name: 'mine', notes: 'Two lines\nof notes', tags: ['wide', 'for T. A.'] },
    }),
  );
}

describe('docs/results.schema.json', () => {
  it('has every document that the lab writes', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const document = JSON.parse(JSON.stringify(await documentOf(run))) as unknown;
        assert.deepEqual(schemaErrors(document), []);
      }),
    );
  });

  it('refuses what is none', async () => {
    const [run] = fc.sample(anyRun, { numRuns: 1, seed: 7 });
    const good = await documentOf(run!);
    const [first] = good.trials;
    const withTrial = (change: object) => ({ ...good, trials: [{ ...first, ...change }] });
    const losses = { encoding: 'base64-float32-le', count: 1, data: 'AACAPw==' };
    assert.deepEqual(schemaErrors(withTrial({ losses })), []);
    for (const broken of [
      null,
      { ...good, version: 1 },
      { ...good, trials: undefined },
      { ...good, environment: {} },
      { ...good, experiment: { format: 'a2-results' } },
      { ...good, passport: { date: 'yesterday', trials: [] } },
      { ...good, about: { tags: ['one, two'] } },
      { ...good, about: { notes: '' } },
      withTrial({ id: 'abc' }),
      withTrial({ status: 'running' }),
      withTrial({ end: { reason: 'tired', epoch: 1 } }),
      withTrial({ end: { reason: 'diverged', epoch: 1, step: 3 } }),
      withTrial({ end: { reason: 'diverged', epoch: 1, step: 3, loss: 1e9 } }),
      withTrial({ seconds: -1 }),
      withTrial({ epochs: [{ epoch: 1, testLoss: 2 }] }),
      withTrial({ figures: { test: { loss: 0.5 } } }),
      withTrial({ figures: { test: { loss: ['0.5'] } } }),
      withTrial({ losses: [1, 2, 3] }),
      withTrial({ losses: { ...losses, encoding: 'base64' } }),
      withTrial({ losses: { ...losses, data: 'AAC-' } }),
      withTrial({ losses: { ...losses, count: -1 } }),
      withTrial({ baseline: { testMse: 1 } }),
      withTrial({ targets: { mean: 1 } }),
      withTrial({ provenance: 'here' }),
      withTrial({ place: { fold: 0.5 } }),
    ]) {
      assert.isNotEmpty(
        schemaErrors(JSON.parse(JSON.stringify(broken))),
        JSON.stringify(broken).slice(-200),
      );
    }
  });
});

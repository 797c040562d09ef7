/** Which data an experiment trains on without a large download. */
import { datasetMeta } from '../../../src/catalog/registry/dataset.meta.ts';
import { assert } from 'chai';
import fc from 'fast-check';
import { realDatasetsOf, replacedBy, withStandIns } from '../../../src/surfaces/api/data.ts';
import { datasetInfo, realDatasets } from '../../../src/data/registry.ts';

import { parseExperiment } from '../../../src/document/parse.ts';
import type { Experiment } from '../../../src/document/schema.ts';
import { small } from './runs.ts';

const real = fc.constantFrom(...realDatasets);
const any = fc.constantFrom(
  ...realDatasets,
  ...realDatasets.map((name) => datasetInfo[name].standIn!),
);
const count = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }),
  fc.constantFrom(11_999, 12_000, 12_001),
);
const rows = fc.option(count, { nil: undefined });

const axis = fc.oneof(
  fc.record({
    path: fc.constant('dataset.name'),
    values: fc.uniqueArray(any, { minLength: 1 }),
  }),
  fc.record({
    path: fc.constantFrom('dataset.trainSize', 'dataset.testSize', 'dataset.validation'),
    values: fc.uniqueArray(count, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    path: fc.constant('dataset'),
    values: fc.array(fc.record({ name: any, trainSize: rows }), { minLength: 1, maxLength: 3 }),
  }),
);

/** What a document may say of its data, in its trial and along up to two axes. */
const documents = fc
  .record({
    trial: fc.record({ name: any, trainSize: rows, testSize: rows, validation: rows }),
    axes: fc.uniqueArray(axis, { maxLength: 2, selector: ({ path }) => path }),
  })
  .map(({ trial, axes }) => JSON.stringify(small({ dataset: trial }, axes)));

const valid = (text: string): Experiment | null => {
  const parsed = parseExperiment(JSON.parse(text));
  return parsed.ok ? parsed.experiment : null;
};

const known = (changes: { available?: boolean; cached?: boolean; bytes?: number } = {}) => {
  const each = { available: true, cached: false, bytes: 1_000_000, ...changes };
  return { 'fashion-mnist': { ...each, bytes: each.bytes * 30 }, 'california-housing': each };
};

describe('the data of an experiment', () => {
  it('are named with all their stand-ins: what is left names no real data and still parses', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const experiment = valid(text);
        fc.pre(experiment !== null);
        const names = realDatasetsOf(experiment);
        assert.deepEqual(
          names.toSorted(),
          realDatasets.filter((name) => text.includes(`"${name}"`)).toSorted(),
        );
        const replaced = withStandIns(experiment, names);
        assert.isEmpty(realDatasetsOf(replaced));
        // What is right for the real data is right for the stand-in.
        const parsed = parseExperiment(JSON.parse(JSON.stringify(replaced)));
        assert.isTrue(parsed.ok, parsed.ok ? '' : parsed.issues.map((i) => i.message).join());
      }),
    );
  });

  it('stay as they are where nothing is replaced', () => {
    fc.assert(
      fc.property(documents, real, (text, name) => {
        const experiment = valid(text);
        fc.pre(experiment !== null);
        assert.strictEqual(withStandIns(experiment, []), experiment);
        if (text.includes(`"${name}"`)) return;
        assert.deepEqual(withStandIns(experiment, [name]), experiment);
      }),
    );
  });

  it('lose a number of rows that their stand-in does not have', () => {
    const most = datasetMeta['fashion-synthetic'].counts.train;
    const dataset = (trainSize: number) => ({ name: 'fashion-mnist', trainSize });
    for (const [trainSize, kept] of [
      [most, most],
      [most + 1, null],
    ] as const) {
      const experiment = valid(JSON.stringify(small({ dataset: dataset(trainSize) })));
      const { trial } = withStandIns(experiment!, ['fashion-mnist']);
      assert.equal(
        (trial.dataset as { trainSize?: number }).trainSize,
        kept ?? undefined,
        String(trainSize),
      );
    }
  });

  it('are the real ones where they are small or kept, unless someone says otherwise', () => {
    const both = [...realDatasets];
    assert.deepEqual(replacedBy('auto', both, known()), ['fashion-mnist']);
    assert.deepEqual(replacedBy('auto', both, known({ cached: true })), []);
    assert.deepEqual(replacedBy('auto', both, known({ available: false })), both);
    assert.deepEqual(replacedBy('auto', both, null), both);
    assert.deepEqual(replacedBy('real', both, known({ available: false })), []);
    assert.deepEqual(replacedBy('stand-in', both, known({ cached: true })), both);
  });
});

/** What differs between runs: their set-ups and their figures. */
import { assert } from 'chai';
import { parseExperiment } from '../../../src/document/parse.ts';
import { comparedFigures } from '../../../src/ui/elements/run-compare/figures.ts';
import { comparedSetUps } from '../../../src/ui/elements/run-compare/set-ups.ts';
import {
  comparedIds,
  compareHref,
  maxCompared,
} from '../../../src/ui/pages/compare-page/address.ts';
import { finished } from '../../lab/fixture/made.ts';
import { smallExperiment } from '../../support/small-experiment.ts';

function setUp(
  trial: Record<string, unknown>,
  axes: Parameters<typeof smallExperiment>[1] = [],
  engine = 'WebAssembly',
) {
  const parsed = parseExperiment(smallExperiment(trial, axes));
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return { trials: parsed.trials.map((plan) => ({ plan })), engine };
}

describe('the set-ups of compared runs', () => {
  it('are the settings that differ, with all values of those that vary, and the equal ones apart', () => {
    const rates = { path: 'optimizer.learningRate', values: [0.1, 0.01] };
    const { different, same } = comparedSetUps([
      setUp({ seed: 1 }),
      setUp({ seed: 2 }, [rates], ''),
    ]);
    const texts = new Map(different.map((each) => [each.name, each.texts]));
    assert.deepEqual(texts.get('Seed'), ['1', '2']);
    assert.equal(texts.get('Learning rate')?.[1], '0.1, 0.01');
    assert.deepEqual(texts.get('Engine'), ['WebAssembly', '–']);
    assert.lengthOf(different, 3);
    assert.isAbove(same.length, 8);
    assert.isTrue(same.every((each) => each.texts[0] === each.texts[1]));
  });

  it('have a dash for settings that a run does not have, and cut long lists', () => {
    const seeds = { path: 'seed', values: Array.from({ length: 12 }, (_, at) => at) };
    const { different } = comparedSetUps([
      setUp({ optimizer: { name: 'sgd', learningRate: 0.1 } }, [seeds]),
      setUp({ optimizer: { name: 'adam', learningRate: 0.1 } }),
    ]);
    const of = (path: string) => different.find((each) => each.path === path)?.texts;
    assert.equal(of('seed')?.[0], '0, 1, 2, 3, 4, 5, 6, 7 and 4 more');
    assert.equal(of('optimizer.beta1')?.[0], '–');
  });

  it('are all the same for a run and itself', () => {
    const run = setUp({});
    assert.deepEqual(comparedSetUps([run, run]).different, []);
  });
});

describe('the figures of compared runs', () => {
  it('are the best after the last epoch and the best of all epochs, marked where no run has a better one', () => {
    const [first, second] = finished('I1d');
    const accuracies = (trial: typeof first, values: readonly number[]) => ({
      ...trial!,
      epochs: values.map((testAccuracy, at) => ({
        ...trial!.epochs[0]!,
        epoch: at + 1,
        testAccuracy,
      })),
    });
    const one = accuracies(first, [0.5, 0.9, 0.6]);
    const two = accuracies(second, [0.1, 0.2, 0.7]);
    const figures = comparedFigures([[one], [two, { ...one, status: 'failed' }]]);
    const accuracy = figures.find(({ head }) => head === 'Test accuracy');
    assert.deepEqual(accuracy?.runs, [
      { last: '60.0\u00a0%', best: '90.0\u00a0%, epoch 2', isBest: false },
      { last: '70.0\u00a0%', best: '70.0\u00a0%, epoch 3', isBest: true },
    ]);
    const none = comparedFigures([[one], []]).find(({ head }) => head === 'Test accuracy');
    assert.isNull(none?.runs[1] ?? null);
    assert.deepEqual(comparedFigures([[], []]), []);
  });
});

describe('the address of a comparison', () => {
  it('names its runs, each once', () => {
    const ids = ['a'.repeat(32), 'b'.repeat(32)];
    const rest = compareHref(ids).replace('#/results/', '');
    assert.deepEqual(comparedIds(rest), ids);
    assert.deepEqual(comparedIds(`${rest},${ids[0]},,`), ids);
    assert.deepEqual(comparedIds('compare/'), []);
    assert.deepEqual(comparedIds('compare'), []);
    assert.isNull(comparedIds(''));
    assert.isNull(comparedIds('comparer/a'));
    assert.isAbove(maxCompared, 26);
  });
});

/** Drafts of more trials than a page checks at once. */
import { assert } from 'chai';
import { withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import { expand } from '../../../src/document/expand.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { DraftCheck } from '../../../src/lab/session/draft-check.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../fixture/fake-lab.ts';

const counted = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

function open(seeds: number) {
  const parsed = parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'large',
    title: 'Large',
    trial: {
      dataset: { name: 'iris' },
      model: { depth: 1, width: 4, activation: 'relu' },
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 16,
      epochs: 1,
    },
    axes: [{ path: 'seed', values: counted(seeds) }],
  });
  if (!parsed.ok) throw new Error('not valid');
  return parsed;
}

function session(seeds: number) {
  const { experiment, trials } = open(seeds);
  const lab = fakeLab();
  return { lab, session: new ExperimentSession(experiment, trials, lab) };
}

describe('a draft of many trials', () => {
  it('is shown at once, and checked a moment later', async () => {
    const { session: large } = session(300);
    let told = 0;
    large.subscribe(() => told++);
    large.edit(withSetting(large.draft, 'epochs', 7));
    assert.equal(large.draft.trial.epochs, 7);
    assert.equal(large.defaults.epochs, 1, 'until it is checked');
    const before = told;
    await until('it is checked', () => large.defaults.epochs === 7);
    assert.isAbove(told, before);
    assert.equal(large.state.trials[299]!.plan.trial.epochs, 7);
  });

  it('is checked once, where it is edited again meanwhile', async () => {
    const { experiment } = open(300);
    const check = new DraftCheck();
    const heard: number[] = [];
    for (const epochs of [2, 3, 4]) {
      check.start(withSetting(experiment, 'epochs', epochs), (parsed) =>
        heard.push(parsed.ok ? Number(parsed.experiment.trial.epochs) : 0),
      );
    }
    await check.pending;
    assert.deepEqual(heard, [4]);
    assert.isNull(check.pending);
  });

  it('tells what is wrong with it', async () => {
    const { session: large } = session(300);
    large.edit(withSetting(large.draft, 'epochs', -1));
    await until('it is checked', () => large.issues.length > 0);
    assert.equal(large.issues[0]?.path, 'trial.epochs');
  });

  it('is run as it was edited last, also before it is checked', async () => {
    const { session: large, lab } = session(300);
    large.edit(withSetting(large.draft, 'epochs', 9));
    void large.start();
    await until('it runs', () => lab.runs.length > 0);
    assert.equal(lab.runs[0]!.state.trials[0]!.plan.trial.epochs, 9);
    assert.isTrue(large.active);
  });

  it('is checked at once where it is small', () => {
    const { session: small } = session(200);
    small.edit(withSetting(small.draft, 'epochs', 3));
    assert.equal(small.defaults.epochs, 3);
  });
});

describe('an expansion of many trials', () => {
  it('is made once for the same settings, and again for others', () => {
    const { experiment, trials } = open(300);
    const again = expand({ ...experiment, title: 'Another title' });
    assert.isTrue(again.ok && again.trials === trials, 'the same trials');
    const other = expand(withSetting(experiment, 'epochs', 2));
    assert.isTrue(other.ok && other.trials[0]!.id !== trials[0]!.id);
  });

  it('takes no number that is none for a setting that is not given', () => {
    const { experiment } = open(300);
    assert.isTrue(expand(withSetting(experiment, 'dataset.trainSize', null)).ok);
    assert.isFalse(expand(withSetting(experiment, 'dataset.trainSize', Number.NaN)).ok);
  });
});

import { assert } from 'chai';
import { canonicalTrial } from '../../src/document/canonical-trial.ts';
import { linkOf, readLink } from '../../src/document/link.ts';
import { recordVersion } from '../../src/lab/kept/record-version.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { sentenceOf } from '../../src/text/sentence.ts';
import { document, trialsOf } from './documents.ts';

const withSchedule = (schedule: unknown, axes: readonly object[] = []) =>
  document({ axes }, { schedule });

const idOf = (schedule?: unknown): string =>
  trialsOf(schedule === undefined ? document() : withSchedule(schedule))[0]!.id;

function refused(schedule: unknown): string {
  const parsed = parseExperiment(withSchedule(schedule));
  return parsed.ok ? '' : parsed.issues.map(({ message }) => message).join('; ');
}

describe('the schedule of a document', () => {
  it('leaves a trial’s id where it was if the rate stays the same', () => {
    assert.equal(idOf({ name: 'constant' }), idOf());
    assert.notProperty(trialsOf(withSchedule({ name: 'constant' }))[0]!.trial, 'schedule');
  });

  it('has an id of its own, in which defaults are no part', () => {
    const id = idOf({ name: 'cosine', epochs: 6 });
    assert.notEqual(id, idOf());
    assert.equal(idOf({ name: 'cosine', epochs: 6, minRate: 0 }), id);
    assert.notEqual(idOf({ name: 'cosine', epochs: 6, warmup: { epochs: 2 } }), id);
    const [plan] = trialsOf(
      withSchedule({ name: 'plateau', patience: 10, warmup: { epochs: 2, factor: 0.1 } }),
    );
    assert.deepEqual(canonicalTrial(plan!.trial).schedule, {
      name: 'plateau',
      warmup: { epochs: 2 },
    });
  });

  it('is an axis, as a name, as a setting and as a whole', () => {
    const names = ['constant', 'cosine', 'exponential'];
    const byName = trialsOf(
      withSchedule({ name: 'cosine', epochs: 6 }, [{ path: 'schedule.name', values: names }]),
    );
    assert.deepEqual(
      byName.map(({ trial }) => trial.schedule?.name),
      [undefined, 'cosine', 'exponential'],
    );
    const warmed = trialsOf(
      withSchedule({ name: 'cosine', epochs: 6 }, [
        { path: 'schedule.warmup.epochs', values: [1, 2] },
      ]),
    );
    assert.deepEqual(
      warmed.map(({ trial }) => trial.schedule?.warmup),
      [
        { epochs: 1, factor: 0.1 },
        { epochs: 2, factor: 0.1 },
      ],
    );
  });

  it('tells at its place what is wrong', () => {
    assert.include(refused({ name: 'cosine' }), 'trial.schedule.epochs: expected the key');
    assert.include(
      refused({ name: 'cosine', epochs: 0 }),
      'trial.schedule.epochs: expected a number ≥ 1, got 0',
    );
    assert.include(refused({ name: 'step', epochs: 2, gamma: 2 }), 'trial.schedule.gamma');
    assert.include(
      refused({ name: 'multi-step', milestones: [3, 2] }),
      'trial.schedule.milestones: expected epochs in increasing order, got [3,2]',
    );
    assert.include(
      refused({ name: 'constant', warmup: { epochs: 2, factor: 0 } }),
      'warmup.factor',
    );
    assert.include(refused({ name: 'triangular' }), 'trial.schedule.name');
  });

  it('is in the link, in the sentence and in the version of kept records', async () => {
    const written = withSchedule({ name: 'cosine', epochs: 6, warmup: { epochs: 2 } });
    const parsed = parseExperiment(written);
    if (!parsed.ok) throw new Error('not valid');
    const link = await linkOf(parsed.experiment);
    const read = await readLink(link);
    assert.isTrue(read.ok && read.trials[0]!.id === parsed.trials[0]!.id);
    const { trial } = parsed.trials[0]!;
    const text = sentenceOf(trial, []).map((part) => part.text);
    assert.include(text, 'schedule: cosine, 6 epochs to the lowest rate, after a warm-up');
    assert.equal(recordVersion([trial]), 3);
  });
});

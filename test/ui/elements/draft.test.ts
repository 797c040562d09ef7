import { assert } from 'chai';
import fc from 'fast-check';
import {
  doubtOf,
  axisOf,
  entryText,
  issuesByField,
  issueText,
  listText,
  parseEntry,
  parseList,
  readPath,
  settingOf,
  withAxis,
  withMovedAxis,
  withSetting,
  withoutAxis,
} from '../../../src/ui/elements/settings-form/draft.ts';
import { trialsText } from '../../../src/ui/elements/settings-form/axes.ts';
import { fieldGroups } from '../../../src/ui/elements/settings-form/fields.ts';
import { groupsOf } from '../../../src/ui/elements/settings-form/groups.ts';
import { parseWorkers } from '../../../src/ui/elements/settings-form/machine.ts';
import { TypedTexts } from '../../../src/ui/elements/settings-form/typed.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { optimizerSchema, type Experiment } from '../../../src/document/schema.ts';
import { documents } from '../../lab/fixture/fake-lab.ts';

function draft(name: string): Experiment {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return parsed.experiment;
}

function issuesOf(experiment: Experiment) {
  const parsed = parseExperiment(experiment);
  return parsed.ok ? [] : parsed.issues;
}

describe('what is typed into the form', () => {
  it('is a number where it reads as one, and kept as text where it does not', () => {
    assert.deepEqual(
      ['128', ' 1e-3 ', '.5', '−2', 'fast', '0x10', 'Infinity', '1,5', ''].map((text) =>
        parseEntry(text),
      ),
      [128, 0.001, 0.5, -2, 'fast', '0x10', 'Infinity', 1.5, ''],
    );
    assert.isNull(parseEntry('  ', true));
  });

  it('may be null in a list where its word is typed', () => {
    assert.deepEqual(parseList('none, 500, None', 'none'), [null, 500, null]);
    assert.deepEqual(parseList('none'), ['none']);
    assert.equal(listText([null, 500], 'all'), 'all, 500');
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        fc.pre(!Object.is(value, -0));
        assert.equal(parseEntry(entryText(value)), value);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
        fc.pre(!values.some((value) => Object.is(value, -0)));
        assert.deepEqual(parseList(listText(values)), values);
      }),
    );
  });

  it('never throws and never becomes something that JSON cannot hold', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const value of [parseEntry(text), ...parseList(text)]) {
          assert.isTrue(typeof value === 'string' || Number.isFinite(value));
        }
      }),
    );
  });

  it('reads lists with commas, semicolons or spaces', () => {
    assert.deepEqual(parseList('0.1, 0.01;0.001  1e-4,'), [0.1, 0.01, 0.001, 0.0001]);
    assert.deepEqual(parseList('0.1, fast'), [0.1, 'fast']);
    assert.deepEqual(parseList('0,1; 0,01; fast'), [0.1, 0.01, 'fast']);
    assert.deepEqual(parseList('0,5; none', 'none'), [0.5, null]);
  });

  it('is questioned where a comma could mean two things', () => {
    assert.equal(parseEntry('1,000'), '1,000');
    assert.include(doubtOf('1,000', false), 'could be 1000 or 1.000');
    assert.include(doubtOf('0,1', true), 'write semicolons');
    assert.equal(doubtOf('0,1', false), '');
  });

  it('stays exactly as typed while it means the same', () => {
    const typed = new TypedTexts();
    const parse = (text: string) => parseEntry(text);
    typed.remember('rate', '0.0');
    assert.equal(typed.show('rate', 0, parse, entryText), '0.0');
    assert.equal(typed.show('rate', 0.5, parse, entryText), '0.5');
    typed.clear();
    assert.equal(typed.show('rate', 0, parse, entryText), '0');
  });

  it('asks for a sensible number of workers', () => {
    assert.deepEqual(['', '4', '0', '2.5', '1e9', 'x'].map(parseWorkers), [
      null,
      4,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the order of axes', () => {
  const experiment = draft('I2d');
  const paths = (draft: typeof experiment) => draft.axes.map(({ path }) => path);

  it('is changed one place at a time, and ends at the ends', () => {
    const [first, second] = paths(experiment);
    assert.deepEqual(paths(withMovedAxis(experiment, second!, -1)), [second, first]);
    assert.deepEqual(paths(withMovedAxis(experiment, first!, 1)), [second, first]);
    assert.strictEqual(withMovedAxis(experiment, first!, -1), experiment);
    assert.strictEqual(withMovedAxis(experiment, 'seed', 1), experiment);
  });

  it('says how many trials they make', () => {
    assert.equal(trialsText(experiment.axes), '3 × 3 = 9\u00a0trials');
    assert.equal(trialsText(experiment.axes.slice(1)), '3\u00a0trials');
    assert.include(trialsText([]), 'One trial');
  });
});

describe('the fields of the form', () => {
  const fields = (optimisers: readonly string[], varied: readonly string[] = []) =>
    fieldGroups({ datasetName: 'california-housing', optimisers, varied }).flatMap((group) =>
      group.fields.map(({ path }) => path),
    );

  it('are every setting that the schema has for the optimiser', () => {
    for (const { entries } of optimizerSchema.options) {
      const own = Object.keys(entries).map((key) => `optimizer.${key}`);
      const found = fields([entries.name.literal]);
      assert.includeMembers(found, own);
      assert.lengthOf(
        found.filter((path) => path.startsWith('optimizer.')),
        own.length,
      );
    }
  });

  it('are those that all optimisers of an axis share', () => {
    const found = fields(['sgd', 'adam']);
    assert.include(found, 'optimizer.weightDecay');
    assert.notInclude(found, 'optimizer.momentum');
    assert.notInclude(found, 'optimizer.beta1');
  });

  it('are every other setting of a trial', () => {
    assert.includeMembers(fields(['sgd'], ['init.d']), [
      'dataset.name',
      'dataset.trainSize',
      'dataset.testSize',
      'dataset.validation',
      'model.depth',
      'model.width',
      'model.activation',
      'init',
      'init.d',
      'batchSize',
      'epochs',
      'seed',
      'measure.batchLosses',
      'measure.gradientNorms',
    ]);
  });
});

describe('edits of a document', () => {
  it('set one setting and leave the original alone', () => {
    const original = draft('I1d');
    const edited = withSetting(original, 'model.width', 32);
    assert.equal(readPath(edited.trial, 'model.width'), 32);
    assert.equal(readPath(original.trial, 'model.width'), 16);
    assert.equal(readPath(edited.trial, 'model.depth.far.away'), undefined);
  });

  it('drop settings that another optimiser does not have', () => {
    const sgd = withSetting(draft('I1d'), 'optimizer.momentum', 0.9);
    const adam = withSetting(sgd, 'optimizer.name', 'adam');
    assert.deepEqual(adam.trial.optimizer, { learningRate: 0.01, name: 'adam' });
    assert.isEmpty(issuesOf(adam));
  });

  it('turn a setting into an axis and back', () => {
    const varied = withAxis(draft('I2c'), 'batchSize', [16, 32]);
    assert.deepEqual(axisOf(varied, 'batchSize')?.values, [16, 32]);
    assert.deepEqual(axisOf(withAxis(varied, 'batchSize', [8]), 'batchSize')?.values, [8]);
    const fixed = withoutAxis(varied, 'batchSize');
    assert.isUndefined(axisOf(fixed, 'batchSize'));
    assert.equal(fixed.trial.batchSize, 16);
  });

  it('bring each message to its field', () => {
    const paths = ['init', 'model.width', 'batchSize', 'optimizer.learningRate'];
    let wrong = withSetting(draft('I1d'), 'model.width', 1e9);
    wrong = withAxis(wrong, 'batchSize', [0, 'many']);
    const found = issuesByField(issuesOf(wrong), wrong, paths);
    assert.sameMembers([...found.keys()], ['model.width', 'batchSize']);
    assert.include(
      issueText(found.get('model.width')![0]!),
      'expected a number ≤ 4096, got 1000000000',
    );
    assert.include(issueText(found.get('batchSize')![0]!), 'value 1: expected a number ≥ 1, got 0');
  });

  it('bring messages inside an axis value to the axis', () => {
    const wrong = withAxis(draft('I1d'), 'init', [{ name: 'uniform', d: -1 }]);
    const issues = issuesOf(wrong);
    assert.isNotEmpty(issues);
    assert.equal(issuesByField(issues, wrong, ['init']).get('init')?.length, issues.length);
  });

  it('keep messages that belong to no field', () => {
    const wrong = withAxis(
      draft('I1d'),
      'seed',
      Array.from({ length: 900 }, (_, seed) => seed),
    );
    const issues = issuesOf(wrong);
    assert.isTrue(issuesByField(issues, wrong, ['seed']).has(''));
    assert.equal(settingOf('axes', wrong), 'axes');
  });
});

describe('the schedule in the form', () => {
  const plain = draft('I2c');
  const cosine = withSetting(plain, 'schedule.name', 'cosine');

  it('starts with numbers that can be used, and goes without a trace', () => {
    assert.deepEqual(cosine.trial.schedule, { name: 'cosine', epochs: 10 });
    assert.isTrue(parseExperiment(cosine).ok);
    const again = withSetting(cosine, 'schedule.name', 'constant');
    assert.deepEqual(again, plain);
  });

  it('keeps what the next one has, too', () => {
    const longer = withSetting(cosine, 'schedule.epochs', 7);
    const next = withSetting(longer, 'schedule.name', 'polynomial');
    assert.deepEqual(next.trial.schedule, { name: 'polynomial', epochs: 7 });
  });

  it('has a warm-up before any, also a constant rate, and none where its field is empty', () => {
    const warmed = withSetting(plain, 'schedule.warmup.epochs', 3);
    assert.deepEqual(warmed.trial.schedule, { name: 'constant', warmup: { epochs: 3 } });
    assert.isTrue(parseExperiment(warmed).ok);
    const without = withSetting(warmed, 'schedule.warmup.epochs', undefined);
    assert.deepEqual(without.trial.schedule, { name: 'constant' });
  });

  it('gives an axis over several what each of them needs', () => {
    const varied = withAxis(plain, 'schedule.name', ['constant', 'cosine', 'multi-step']);
    const parsed = parseExperiment(varied);
    assert.isTrue(parsed.ok && parsed.trials.length === 3);
    const fields = groupsOf(varied).flatMap((group) => group.fields.map(({ path }) => path));
    assert.includeMembers(fields, ['schedule.epochs', 'schedule.milestones', 'schedule.gamma']);
  });
});

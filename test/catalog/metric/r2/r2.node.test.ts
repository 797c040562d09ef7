/** Compares R² with scikit-learn's values, everywhere that a document asks for it. */
import { assert } from 'chai';
import golden from './golden.json' with { type: 'json' };
import { epochText } from '../../../../cli/a2/figures.ts';
import type { fieldGroups } from '../../../../src/ui/elements/settings-form/fields.ts';
import { groupsOf } from '../../../../src/ui/elements/settings-form/groups.ts';
import { readLink, linkOf } from '../../../../src/document/link.ts';
import { figuresOf } from '../../../../src/figures/specs.ts';
import { findingsText, findingsOf } from '../../../../src/insights/findings.ts';
import { compareTrials } from '../../../../src/lab/compare.ts';
import {
  documentFile,
  environmentOf,
  resultsDocument,
} from '../../../../src/formats/results/write.ts';
import type { TrialState } from '../../../../src/lab/state.ts';
import { bestOf, columnsOf } from '../../../../src/text/columns.ts';
import { AskedMetrics } from '../../../../src/catalog/lookup/asked-metrics.ts';
import { hasDatasets } from '../../../protocol/harness.ts';
import { documentOf, lab, parsed, programOf, pytorch } from '../../../formats/pytorch/beside.ts';
import { pythonWithTorch } from '../../../support/python.mjs';
import { flat, importText, textOf } from '../../../formats/results/plain.ts';

const figure = (record: object | undefined, key: string): number | undefined => {
  const value: unknown = Reflect.get(record ?? {}, key);
  return typeof value === 'number' ? value : undefined;
};

const document = (measure: object, dataset: object = {}, axes: readonly object[] = []) =>
  documentOf(
    {
      dataset: { name: 'housing-synthetic', trainSize: 400, testSize: 300, ...dataset },
      model: { depth: 1, width: 8, activation: 'tanh' },
      optimizer: { name: 'adam', learningRate: 0.01 },
      epochs: 3,
      measure,
    },
    axes,
  );

const asked = { metrics: ['r2'] };
const without = ({ epochs }: TrialState) =>
  epochs.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !key.endsWith('R2'))),
  );

describe('R²', () => {
  for (const { name, targets, outputs, r2 } of golden.cases)
    it(`is scikit-learn's: ${name}`, () => {
      const metric = new AskedMetrics(['r2']);
      metric.add(Float32Array.from(outputs), Float32Array.from(targets));
      const found = figure(metric.figures('test'), 'testR2');
      if (r2 === null) assert.isUndefined(found);
      else assert.approximately(found!, r2, 1e-12 * Math.max(1, Math.abs(r2)));
    });

  describe('of a trial that asks for it', () => {
    let trials: TrialState[];
    let plain: TrialState[];

    before(async () => {
      trials = await lab(document(asked, { validation: 50 }));
      plain = await lab(document({}, { validation: 50 }));
    });

    it('is recorded of every part after every epoch, and moves no other bit', () => {
      for (const record of trials[0]!.epochs)
        for (const part of ['train', 'test', 'validation'])
          assert.isBelow(figure(record, `${part}R2`)!, 1);
      assert.deepEqual(without(trials[0]!), without(plain[0]!));
      assert.deepEqual(trials[0]!.batchLosses, plain[0]!.batchLosses);
      assert.equal(trials[0]!.weights, plain[0]!.weights);
    });

    it('says of the test part what the squared errors say', () => {
      const { epochs, baseline } = trials[0]!;
      const [first, last] = [epochs[0]!, epochs.at(-1)!].map((record) => ({
        unexplained: 1 - figure(record, 'testR2')!,
        squares: figure(record, 'testMse')!,
      }));
      // One spread for all epochs, and less than the mean of other rows leaves.
      assert.approximately(
        first!.squares / first!.unexplained,
        last!.squares / last!.unexplained,
        1e-5,
      );
      assert.isAtMost(last!.squares / last!.unexplained, figure(baseline, 'testMse')! + 1e-9);
    });

    it('is compared bit for bit where the trial is trained again', () => {
      const other = trials[0]!.epochs.map((record) => ({ ...record, testR2: 0.5 }));
      assert.isTrue(compareTrials(trials[0]!, trials[0]!).equal);
      const compared = compareTrials(trials[0]!, { ...trials[0]!, epochs: other });
      assert.equal(compared.firstFigure, 'epoch 1, testR2');
    });

    it('has a column each for validation, test and training part, and marks the best', () => {
      const columns = columnsOf(trials, []).filter(({ key }) => key.endsWith('R2'));
      assert.deepEqual(
        columns.map(({ key, head, better, chosenBy }) => [key, head, better, chosenBy]),
        [
          ['validationR2', 'Validation R²', 'high', undefined],
          ['testR2', 'Test R²', 'high', 'validation R²'],
          ['trainR2', 'Train R²', null, undefined],
        ],
      );
      assert.isFalse(columnsOf(plain, []).some(({ key }) => key.endsWith('R2')));
      const [validation] = columns;
      assert.equal(validation!.read(trials[0]!), figure(trials[0]!.epochs.at(-1), 'validationR2'));
      const worse = trials[0]!.epochs.map((record) => ({ ...record, validationR2: -1 }));
      const { plan } = trials[0]!;
      const other = { ...plan, id: 'worse', values: { ...plan.values, batchSize: 7 } };
      const both = [trials[0]!, { ...trials[0]!, plan: other, epochs: worse }];
      assert.deepEqual([...bestOf(both, validation!)], [plan.id]);
      assert.isEmpty(bestOf(both.slice(0, 1), validation!), 'one cell alone is no best one');
    });

    it('has a chart, whose axis takes values below zero', () => {
      const charts = figuresOf(trials.map(({ plan }) => plan.trial));
      const chart = charts.find(({ spec }) => spec.id === 'r2');
      if (chart?.kind !== 'epochs') throw new Error('no chart of R²');
      assert.equal(chart.spec.scale, 'linear');
      const record = trials[0]!.epochs[0]!;
      assert.equal(chart.test(record), figure(record, 'testR2'));
      assert.equal(chart.validation(record), figure(record, 'validationR2'));
      assert.notInclude(
        figuresOf(plain.map(({ plan }) => plan.trial)).map(({ spec }) => spec.id),
        'r2',
      );
    });

    it('stands in the findings, and on the command line', () => {
      const text = findingsText(findingsOf(parsed(document(asked)).experiment, trials));
      assert.match(text, /mean absolute error is \$[\d,]+; R² is (−?0\.\d+|\d\.\d+)/);
      assert.match(epochText(trials[0]!, trials[0]!.epochs[0]!), /test R² −?\d/);
      assert.notInclude(epochText(plain[0]!, plain[0]!.epochs[0]!), 'R²');
    });

    it('is written into results, sealed, and read from them', async () => {
      const { experiment } = parsed(document(asked, { validation: 50 }));
      const datasets = { 'housing-synthetic': 'synthetic 1' };
      const results = await resultsDocument({
        experiment,
        trials,
        environment: environmentOf(trials, datasets, 'node'),
        passport: { started: 1e12 },
      });
      assert.include(results.passport!.trials[0]!.figures!.of, 'figures.test.r2');
      const text = await textOf(documentFile(results));
      const found = await importText(text, 'r2.json');
      if (!found.ok) throw new Error(found.issues[0]!.message);
      const [stored] = [...found.runs[0]!.trials.values()];
      assert.deepEqual(stored!.state.epochs, trials[0]!.epochs as never);

      const value = figure(trials[0]!.epochs[0], 'testR2')!;
      const forged = await importText(text.replace(String(value), '0.99'), 'r2.json');
      assert.isFalse(forged.ok);
      const wrong = await importText(text.replace(String(value), '"good"'), 'r2.json');
      assert.isFalse(wrong.ok);
    });
  });

  it('is left out where a part has one row, for which it is not defined', async () => {
    const [trial] = await lab(document(asked, { testSize: 1 }));
    assert.equal(trial!.status, 'done');
    for (const record of trial!.epochs) {
      assert.isUndefined(figure(record, 'testR2'));
      assert.isNumber(figure(record, 'trainR2'));
    }
  });

  it('ranks trials of its own accord where several are compared', async () => {
    const axes = [{ path: 'optimizer.learningRate', values: [0.0001, 0.03] }];
    const trials = await lab(document(asked, {}, axes));
    const { experiment } = parsed(document(asked, {}, axes));
    assert.include(findingsText(findingsOf(experiment, trials)), 'test R²');
  });

  it('is offered in the form for a regression, and stands in links', async () => {
    const { experiment } = parsed(document(asked));
    const fieldsOf = (groups: ReturnType<typeof fieldGroups>) =>
      groups.flatMap(({ fields }) => fields).filter(({ path }) => path === 'measure.metrics');
    const [field] = fieldsOf(groupsOf(experiment));
    if (field?.kind !== 'names') throw new Error('no field');
    assert.deepEqual(field.options, [{ value: 'r2', label: 'R²' }]);
    const trial = { ...experiment.trial, dataset: { name: 'fashion-synthetic' } };
    assert.isEmpty(fieldsOf(groupsOf({ ...experiment, trial })));
    const linked = await readLink(await linkOf(experiment));
    if (!linked.ok) throw new Error('the link was not read');
    assert.deepEqual(linked.trials, parsed(document(asked)).trials);
  });

  it('is in the program of a trial that asks for it, and in no other', () => {
    assert.include(programOf(document(asked)), 'def r2_score(outputs, targets):');
    assert.notInclude(programOf(document({})), 'r2');
  });

  it('is what the exported program measures', async function () {
    const python = pythonWithTorch();
    if (python === null || !hasDatasets) this.skip();
    const dataset = { name: 'california-housing', trainSize: 300, testSize: 200, validation: 1 };
    const wanted = document(asked, dataset);
    const [ours] = await lab(wanted);
    const theirs = flat((await pytorch(python, wanted)).trials[0]!);
    assert.lengthOf(theirs.epochs, 3);
    for (const [at, record] of theirs.epochs.entries()) {
      const own = ours!.epochs[at];
      assert.sameMembers(Object.keys(record), Object.keys(own!));
      for (const key of ['trainR2', 'testR2'])
        assert.approximately(figure(record, key)!, figure(own, key)!, 1e-4);
      assert.notProperty(record, 'validationR2');
    }
  });
});

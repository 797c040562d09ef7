/**
 * Edge-case documents for which the exported program once differed from the lab. The program's text is checked
 * everywhere; if Python with torch is available, the program also runs and is compared with the lab.
 */
import { assert } from 'chai';
import fc from 'fast-check';
import type { TrialResult } from '../../../src/formats/results/document.ts';
import { asFloats, pythonLiteral } from '../../../src/formats/pytorch/python.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { folder } from '../../data/folder.ts';
import { pythonWithTorch } from '../../support/python.mjs';
import { worstRelative } from '../../workers/trials.ts';
import { documentOf, lab, ownTable, programOf, pytorch } from './beside.ts';
import { trialResult } from '../../../src/formats/results/trial.ts';
import { flat, readText } from '../results/plain.ts';
import { schemaErrors } from '../results/json-schema.ts';

/** Every hyperparameter that may be whole, whole. */
const wholeOptimizers = [
  { name: 'adam', beta1: 0, epsilon: 1, weightDecay: 1, learningRate: 1 },
  { name: 'adamw', beta1: 0, beta2: 0, weightDecay: 0, amsgrad: true },
  { name: 'rmsprop', alpha: 0, epsilon: 1, weightDecay: 1, momentum: 0 },
  { name: 'sgd', dampening: 1, momentum: 0.5, weightDecay: 2, learningRate: 1 },
];
const wholeInits = [
  { name: 'uniform', d: 2 },
  { name: 'normal', std: 3 },
  { name: 'xavier-uniform', gain: 2 },
];
const wholeNumbers = [
  documentOf({}, [{ path: 'optimizer', values: wholeOptimizers }]),
  documentOf({}, [{ path: 'init', values: wholeInits }]),
];

const fashion = { name: 'fashion-mnist', trainSize: 64, testSize: 10 };
const validationAxis = documentOf({ dataset: fashion }, [
  { path: 'dataset.validation', values: [null, 100] },
]);
const normsOf = (init: object, activation: string) =>
  documentOf({
    dataset: { ...fashion, trainSize: 512 },
    model: { depth: 8, width: 16, activation },
    init,
    optimizer: { name: 'sgd' },
    batchSize: 128,
    epochs: 0,
    measure: { gradientNorms: true },
  });

/** Rows of k, x and the target y: x is a plain feature, `k` says of each row what the other one is. */
const tableText = (k: (row: number) => string): string =>
  ['k,x,y', ...Array.from({ length: 40 }, (_, row) => `${k(row)},${row % 7},${row % 5}`), ''].join(
    '\n',
  );

/** Features whose known values are equal or nearly equal, and their statistics. */
const nearConstant: Readonly<Record<string, string>> = {
  'of 0.1 with gaps': tableText((row) => (row % 3 === 0 ? '' : '0.1')),
  'of 0.1 without gaps but for one row': tableText((row) => (row === 39 ? '7' : '0.1')),
  'whose squares underflow': tableText((row) => (row % 3 === 0 ? '' : `${1 + (row % 2)}e-200`)),
  'that is 0.1 but for the last digit': tableText((row) =>
    row % 3 === 0 ? '' : row % 2 === 0 ? '0.1' : '0.10000000000000002',
  ),
  'that no row knows but one': tableText((row) => (row === 0 ? '5' : row === 1 ? '6' : '')),
};

describe('a program’s text at the edges', () => {
  it('has a float wherever a setting is a real number', () => {
    const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1 }), (values) => {
        const literal = pythonLiteral(asFloats({ betas: values }));
        for (const [digits] of literal.matchAll(/[-+\d][-+.e\d]*/g)) assert.match(digits, /[.e]/);
      }),
    );
    let found = 0;
    for (const document of wholeNumbers) {
      for (const [, values = ''] of programOf(document).matchAll(
        /"settings": (\{[^]*?\}),\n {4}\}/g,
      )) {
        assert.notMatch(values, /[ [-]\d+[,\]}]/);
        found += 1;
      }
    }
    assert.equal(found, wholeOptimizers.length + wholeInits.length);
    const source = programOf(wholeNumbers[0]);
    assert.include(source, '"betas": [0.0, 0.999]');
    // What counts something, and the experiment itself, stay whole.
    assert.include(source, '"batch_size": 32,');
    assert.include(source, '"beta1": 0,');
  });

  it('gives a part without rows its shape', () => {
    assert.include(programOf(validationAxis), 'images.reshape(len(images), 784)');
    assert.notInclude(programOf(validationAxis), '-1)');
  });

  it('takes norms and means in float64', () => {
    const source = programOf(normsOf({ name: 'uniform', d: 0.001 }, 'relu'));
    assert.include(source, 'a.grad.double().norm().item()');
    assert.include(source, 'reduction="none").double().sum().item()');
    assert.include(programOf(documentOf({})), '(error**2).double().sum().item()');
  });

  it('ends a trial whose epoch has a figure that is no number, and writes none', () => {
    const source = programOf(normsOf({ name: 'uniform', d: 1 }, 'relu'));
    assert.include(source, 'for value in record.values() if not math.isfinite(value)');
    assert.include(source, '[finite_or_none(norm) for norm in norms]');
    assert.include(source, 'json.dumps(document, indent=1, allow_nan=False)');
  });

  it('asks of the known values whether a feature is constant', async () => {
    const own = await ownTable(Object.values(nearConstant)[0]!, {
      target: 'y',
      task: 'regression',
      columns: ['k', 'x'],
    });
    const source = programOf(documentOf({ dataset: { name: 'table', table: own.table } }));
    for (const text of [source, programOf(documentOf({}))]) {
      assert.include(text, 'mean = np.where(least == most, least, mean)');
      assert.include(text, 'np.where(deviation > 0, deviation, 1)');
      assert.notInclude(text, '.std(');
    }
  });
});

describe('a program at the edges beside the lab', () => {
  const python = pythonWithTorch();

  before(function () {
    if (python === null || folder === null) this.skip();
  });

  function assertAlike(result: TrialResult, ours: TrialState, tolerance: number) {
    const theirs = flat(result);
    assert.equal(theirs.status, ours.status);
    assert.equal(theirs.error?.message, ours.error?.message);
    assert.deepEqual(theirs.end, trialResult(ours).end);
    const { targets } = ours;
    if (theirs.targets !== undefined && targets !== undefined) {
      assert.closeTo(theirs.targets.mean, targets.mean, 1e-6);
      assert.closeTo(theirs.targets.deviation, targets.deviation, 1e-6 * targets.deviation);
    }
    assert.isAtMost(worstRelative(ours.batchLosses, theirs.batchLosses), tolerance);
    assert.lengthOf(theirs.epochs, ours.epochs.length);
    for (const [index, record] of ours.epochs.entries()) {
      const wanted = theirs.epochs[index]!;
      assert.sameMembers(Object.keys(record), Object.keys(wanted));
      for (const [key, value] of Object.entries<number>({ ...record })) {
        const other = Reflect.get(wanted, key) as number;
        assert.isAtMost(Math.abs(value - other), tolerance * Math.abs(other), key);
      }
    }
  }

  async function assertBothAlike(document: unknown, tolerance = 1e-5) {
    const theirs = await pytorch(python!, document);
    assert.deepEqual(schemaErrors(theirs), []);
    assert.isTrue((await readText(JSON.stringify(theirs))).ok);
    const ours = await lab(document);
    assert.lengthOf(theirs.trials, ours.length);
    for (const [index, state] of ours.entries())
      assertAlike(theirs.trials[index]!, state, tolerance);
  }

  async function assertTableAlike(csv: string, columns: string[]) {
    const own = await ownTable(csv, { target: 'y', task: 'regression', columns });
    const document = documentOf({
      dataset: { name: 'table', table: own.table },
      model: { depth: 2, width: 8 },
      batchSize: 8,
      epochs: 2,
      seed: 434,
    });
    const theirs = await pytorch(python!, document, own.dataset);
    const [ours] = await lab(document, own.dataset);
    assertAlike(theirs.trials[0]!, ours!, 1e-5);
  }

  it('runs with whole numbers for every hyperparameter', async () => {
    for (const document of wholeNumbers) await assertBothAlike(document, 1e-4);
  });

  it('runs over trials with and without rows held back', async () => {
    await assertBothAlike(validationAxis);
  });

  it('measures norms whose squares float32 cannot hold', async () => {
    for (const [init, activation] of [
      [{ name: 'uniform', d: 0.001 }, 'relu'],
      [{ name: 'normal', std: 1e-4 }, 'linear'],
    ] as const) {
      const document = normsOf(init, activation);
      const theirs = (await pytorch(python!, document)).trials[0]!.gradientNorms!;
      const ours = (await lab(document))[0]!.gradientNorms!;
      assert.isAbove(theirs.activations[0]!, 0);
      assert.isBelow(theirs.activations[0]!, 1e-20);
      assert.isAtMost(
        worstRelative(ours.activations.map(Number), theirs.activations.map(Number)),
        1e-5,
      );
    }
  });

  it('writes null for a norm that is no finite number, as the lab does', async () => {
    const document = normsOf({ name: 'uniform', d: 1e6 }, 'linear');
    const theirs = (await pytorch(python!, document)).trials[0]!.gradientNorms!;
    assert.isNull(theirs.activations[0]);
    const ours = (await lab(document))[0]!.gradientNorms!;
    const written = JSON.parse(JSON.stringify(ours)) as typeof ours;
    assert.deepEqual(
      theirs.activations.map((norm) => Number.isFinite(norm)),
      written.activations.map((norm) => Number.isFinite(norm)),
    );
  });

  it('ends where the last step of an epoch ruins the network', async () => {
    for (const [epochs, learningRate] of [
      [1, 1e6],
      [3, 1e4],
    ]) {
      await assertBothAlike(
        documentOf({
          dataset: { name: 'california-housing', trainSize: 512, testSize: 50 },
          model: { depth: 4, width: 16, activation: 'linear' },
          optimizer: { name: 'sgd', learningRate },
          batchSize: 512,
          epochs,
        }),
      );
    }
  });

  for (const [name, csv] of Object.entries(nearConstant)) {
    it(`standardises a feature ${name} as the lab does`, async () => {
      await assertTableAlike(csv, ['k', 'x']);
    });
  }

  it('counts the classes of a table as the lab does, and which is taken for which', async () => {
    const rows = Array.from(
      { length: 120 },
      (_, row) =>
        `${row % 11},${(row * 7) % 13},${row % 11 > 8 ? 'yes' : row % 23 ? 'no' : 'never'}`,
    );
    const choice = { target: 'y', task: 'classification', columns: ['k', 'x'] } as const;
    const { table, dataset } = await ownTable(['k,x,y', ...rows, ''].join('\n'), {
      ...choice,
      columns: [...choice.columns],
    });
    const document = documentOf({
      dataset: { name: 'table', table, validation: 10 },
      optimizer: { name: 'adam', learningRate: 0.05 },
      epochs: 12,
    });
    const theirs = (await pytorch(python!, document, dataset)).trials[0]!.classes!;
    assert.deepEqual(theirs, (await lab(document, dataset))[0]!.classes!);
    assert.isAbove(new Set(theirs.test).size, 1);
    const cut = documentOf({
      dataset: { name: 'table', table },
      optimizer: { name: 'sgd', learningRate: 1e6 },
      model: { depth: 3, width: 4, activation: 'linear' },
    });
    const ended = (await pytorch(python!, cut, dataset)).trials[0]!;
    assert.deepEqual(
      [ended.status, ended.classes],
      ['diverged', (await lab(cut, dataset))[0]!.classes!],
    );
  });

  it('standardises a single feature as the lab does, which NumPy adds up in pairs', async () => {
    await assertTableAlike(nearConstant['that is 0.1 but for the last digit']!, ['k']);
  });
});

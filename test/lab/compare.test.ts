import { assert } from 'chai';
import { parseExperiment } from '../../src/document/parse.ts';
import { compareTrials } from '../../src/lab/compare.ts';
import { provenanceRecordOf } from '../../src/formats/results/provenance-record.ts';
import { lossesHash } from '../../src/formats/results/losses-hash.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { documents } from './fixture/fake-lab.ts';
import { done } from './fixture/states.ts';

function trained(name = 'I1d') {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  const trials = [...done(parsed.trials).trials];
  return { experiment: parsed.experiment, trials };
}

const [trial] = trained().trials as [TrialState];
const withLoss = (at: number, loss: number): TrialState => ({
  ...trial,
  batchLosses: trial.batchLosses.map((each, index) => (index === at ? loss : each)),
});

describe('a trial that was trained again', () => {
  it('is equal to itself, bit for bit', () => {
    const found = compareTrials(trial, structuredClone(trial));
    assert.isTrue(found.equal);
    assert.equal(found.compared, trial.batchLosses.length + 4 * trial.epochs.length);
    assert.equal(found.largest, 0);
    assert.isNull(found.firstStep);
  });

  it('differs in the last bit of one loss', () => {
    const loss = trial.batchLosses[16]!;
    const bits = new Uint32Array(Float32Array.of(loss).buffer);
    bits[0]! += 1;
    const [next] = new Float32Array(bits.buffer);
    const found = compareTrials(trial, withLoss(16, next!));
    assert.isFalse(found.equal);
    assert.equal(found.firstStep, 17);
    assert.closeTo(found.largest, 1e-7, 1e-7);
    assert.isAbove(found.largest, 0);
  });

  it('tells 0 from -0, and a number from none', () => {
    assert.isFalse(compareTrials(withLoss(0, 0), withLoss(0, -0)).equal);
    assert.equal(compareTrials(withLoss(0, 1), withLoss(0, NaN)).largest, Infinity);
    assert.isTrue(compareTrials(withLoss(0, NaN), withLoss(0, NaN)).equal);
  });

  it('differs where it ended elsewhere or came to another figure', () => {
    const short = { ...trial, batchLosses: trial.batchLosses.slice(0, 9), stepsDone: 9 };
    const found = compareTrials(trial, short);
    assert.deepEqual(found.steps, { recorded: trial.stepsDone, again: 9 });
    assert.equal(found.firstStep, 10);
    const epochs = trial.epochs.map((record) => ({ ...record, testLoss: 1 }));
    const other = compareTrials(trial, { ...trial, epochs });
    assert.isFalse(other.equal);
    assert.isNull(other.firstStep);
  });

  it('is proven by its weights where its losses were removed to make room', () => {
    const without = { ...trial, weights: 'a'.repeat(64), batchLosses: new Float32Array() };
    const again = { ...trial, weights: 'a'.repeat(64) };
    assert.isTrue(compareTrials(without, again).equal);
    assert.isFalse(compareTrials(without, { ...again, weights: 'b'.repeat(64) }).equal);
    const unknown: TrialState = { ...trial, batchLosses: new Float32Array() };
    assert.isFalse(compareTrials(unknown, again).equal);
  });
});

describe('the figures of a trial that was trained again', () => {
  const whole: TrialState = {
    ...trial,
    epochs: trial.epochs.map((record) => ({
      ...record,
      validationLoss: 0.5,
      validationAccuracy: 0.25,
    })),
    gradientNorms: { loss: 2.3, activations: [0.5, 1] },
    deadUnits: { shares: [0.5, 0], rows: 1024 },
    baseline: { testMse: 1.5, testMae: 1 },
    classes: {
      train: [5, 1],
      test: [2, 1],
      confusion: [
        [2, 0],
        [1, 0],
      ],
    },
  };
  const last = whole.epochs.at(-1)!.epoch;

  it('are compared all, each to its last bit', () => {
    const found = compareTrials(whole, structuredClone(whole));
    assert.isTrue(found.equal);
    assert.equal(found.compared, trial.batchLosses.length + 6 * trial.epochs.length + 16);
    const next = (value: number): number => value * (1 + Number.EPSILON);
    const [first, ...others] = whole.epochs.toReversed();
    const changes: readonly (readonly [string, Partial<TrialState>])[] = [
      ...(['trainLoss', 'testAccuracy', 'validationLoss', 'validationAccuracy'] as const).map(
        (name): [string, Partial<TrialState>] => [
          `epoch ${last}, ${name}`,
          {
            epochs: [
              ...others.toReversed(),
              { ...first!, [name]: next(Number(Reflect.get(first!, name))) },
            ],
          },
        ],
      ),
      ['gradient norms, loss', { gradientNorms: { loss: next(2.3), activations: [0.5, 1] } }],
      [
        'gradient norms, activations, 1',
        { gradientNorms: { loss: 2.3, activations: [0.5, next(1)] } },
      ],
      ['dead units, shares, 0', { deadUnits: { shares: [next(0.5), 0], rows: 1024 } }],
      ['dead units, rows', { deadUnits: { shares: [0.5, 0], rows: 1023 } }],
      ['baseline, testMse', { baseline: { testMse: next(1.5), testMae: 1 } }],
      ['baseline, testMae', { baseline: { testMse: 1.5, testMae: next(1) } }],
      [
        'classes, confusion, 1, 0',
        {
          classes: {
            ...whole.classes!,
            confusion: [
              [2, 0],
              [0, 1],
            ],
          },
        },
      ],
    ];
    for (const [name, change] of changes) {
      const other = compareTrials(whole, { ...whole, ...change });
      assert.isFalse(other.equal, name);
      assert.equal(other.firstFigure, name);
    }
  });

  it('are unequal where one of them is missing, or the trial ended in another way', () => {
    const without: TrialState = { ...whole };
    Reflect.deleteProperty(without, 'baseline');
    assert.isFalse(compareTrials(whole, without).equal);
    // An earlier version of the lab did not measure it.
    assert.isTrue(compareTrials(without, whole).equal);
    assert.isFalse(compareTrials(whole, { ...whole, status: 'diverged' }).equal);
    assert.isFalse(compareTrials({ ...whole, epochs: whole.epochs.slice(1) }, whole).equal);
  });

  it('may be not finite in any way where a document says only that much', () => {
    const norms = (loss: number): TrialState => ({
      ...whole,
      gradientNorms: { loss, activations: [] },
    });
    assert.isTrue(compareTrials(norms(NaN), norms(Infinity)).equal);
    assert.isTrue(compareTrials(norms(Infinity), norms(Infinity)).equal);
    assert.isFalse(compareTrials(norms(Infinity), norms(1)).equal);
    assert.isFalse(compareTrials(norms(NaN), norms(1)).equal);
  });
});

describe('a passport', () => {
  it('hashes losses as little-endian float32', async () => {
    // sha256 of 00 00 80 3f 00 00 00 c0, by coreutils.
    assert.equal(
      await lossesHash(Float32Array.of(1, -2)),
      'ee4ac73c2bd27756ab82780f27c73a7bc4d3f0bb6acb37e008bc27eccd7e588b',
    );
  });

  it('names experiment, trials and losses, and changes with any of them', async () => {
    const { experiment, trials } = trained();
    const passport = await provenanceRecordOf(experiment, trials, 0);
    assert.equal(passport.date, '1970-01-01T00:00:00.000Z');
    assert.deepEqual(
      passport.trials.map(({ id }) => id),
      trials.map(({ plan }) => plan.id),
    );
    const other = await provenanceRecordOf(experiment, [withLoss(3, 1), ...trials.slice(1)], 0);
    assert.equal(other.experiment, passport.experiment);
    assert.notEqual(other.losses, passport.losses);
    const some = await provenanceRecordOf(experiment, trials.slice(0, 2), 0);
    assert.notEqual(some.losses, passport.losses);
  });
});

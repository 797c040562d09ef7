/** No sentence claims what its figures do not support, checked without the rules' own code. */
import { assert } from 'chai';
import fc from 'fast-check';
import type { EpochRecord } from '../../src/document/results.ts';
import { divergenceError } from '../../src/formats/results/divergence.ts';
import { findingsOf, paragraphsOf } from '../../src/insights/findings.ts';
import type { Figure, Finding } from '../../src/insights/types.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { classesOf, confusions, tableOf } from './own-table.ts';
import { done, housing, planned, type Planned } from './trials.ts';

const init = { path: 'init', values: [{ name: 'uniform', d: 0.01 }, { name: 'xavier-uniform' }] };
const optimizer = { path: 'optimizer.name', values: ['sgd', 'rmsprop', 'adam'] };
const rate = { path: 'optimizer.learningRate', values: [0.1, 0.01, 0.001] };
const batch = { path: 'batchSize', values: [16, 32, 64] };
const seed = { path: 'seed', values: [1, 2, 3] };

const shapes: readonly Planned[] = [
  planned(),
  planned({ axes: [init] }, { measure: { gradientNorms: true } }),
  planned({ axes: [optimizer] }),
  planned({ axes: [init, seed] }),
  planned({ axes: [rate, optimizer] }, { measure: { gradientNorms: true } }),
  planned({}, housing),
  planned({ axes: [rate] }, housing),
  planned({ axes: [rate, batch] }, housing),
  planned({ axes: [rate, seed] }, housing),
  tableOf(['no', 'yes', 'perhaps'], 1000),
  tableOf(['no', 'yes', 'perhaps'], 1000, { axes: [seed] }),
];

/** Few distinct values, so that ties and near-ties occur. */
const share = fc.oneof(
  fc.constantFrom(0, 0.1, 0.105, 0.11, 0.5, 0.505, 0.51, 0.8, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const loss = fc.oneof(
  fc.constantFrom(0.25, 0.252, 0.26, 1.35, Math.log(10)),
  fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
);
const norm = fc.oneof(
  fc.constantFrom(0, 1e-40, 1, 10),
  fc.double({ min: 0, max: 1e12, noNaN: true }),
);
const statuses = fc.constantFrom(
  ...(['done', 'done', 'done', 'done', 'done', 'diverged', 'failed', 'cancelled'] as const),
);

const figures = fc.record({
  status: statuses,
  confusion: confusions,
  epochs: fc.array(fc.tuple(share, share, loss, loss), { minLength: 6, maxLength: 6 }),
  norms: fc.array(norm, { minLength: 4, maxLength: 4 }),
  first: loss,
  dead: fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 2, maxLength: 2 }),
  baseline: loss,
  seconds: fc.double({ min: 0, max: 1e4, noNaN: true }),
  count: fc.integer({ min: 1, max: 6 }),
});
type Figures = typeof figures extends fc.Arbitrary<infer T> ? T : never;

function trialOf({ plans }: Planned, index: number, given: Figures, epochs: number): TrialState {
  const plan = plans[index]!;
  const isHouse = plan.trial.dataset.name === 'california-housing';
  const all = given.epochs
    .slice(0, epochs)
    .map(([a, b, c, d], at): EpochRecord =>
      isHouse
        ? { epoch: at + 1, trainMse: c, trainMae: c / 2, testMse: d, testMae: Math.sqrt(d) * 0.7 }
        : { epoch: at + 1, trainLoss: c, trainAccuracy: a, testLoss: d, testAccuracy: b },
    );
  const { measure } = plan.trial;
  return done(plan, {
    status: given.status,
    epochs: given.status === 'done' ? all : all.slice(0, 1),
    gradientNorms: measure.gradientNorms ? { loss: given.first, activations: given.norms } : null,
    deadUnits: { shares: given.dead, rows: 1024 },
    ...(plan.trial.dataset.name === 'table'
      ? { classes: classesOf([160, 20, 20], given.confusion) }
      : {}),
    ...(isHouse ? { baseline: { testMse: given.baseline, testMae: given.baseline } } : {}),
    seconds: given.seconds,
    batchLosses: Float32Array.from({ length: 40 }, (_, at) => given.first * (1 + (at % 7) / 7)),
    ...(given.status === 'diverged'
      ? { error: divergenceError({ step: 12, loss: NaN }), divergence: { step: 12, loss: NaN } }
      : {}),
  });
}

const runs = fc
  .constantFrom(...shapes)
  .chain((shape) =>
    fc.tuple(
      fc.constant(shape),
      fc.integer({ min: 1, max: 6 }),
      fc.array(figures, { minLength: shape.plans.length, maxLength: shape.plans.length }),
    ),
  )
  .map(([shape, epochs, given]) => ({
    shape,
    trials: given.map((each, index) => trialOf(shape, index, each, epochs)),
  }));

const accuracyOf = (trial: TrialState, epoch: number): number =>
  Reflect.get(trial.epochs.at(epoch) ?? {}, 'testAccuracy') as number;
const mseOf = (trial: TrialState, epoch: number): number =>
  Reflect.get(trial.epochs.at(epoch) ?? {}, 'testMse') as number;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** The share of the most frequent class. */
const mostFrequent = ({ classes }: TrialState): number => (classes === undefined ? 0.1 : 0.8);

function* claims({ trials }: { trials: readonly TrialState[] }, finding: Finding) {
  const { id, text, restsOn } = finding;
  const [kind = ''] = id.split(':');
  const of = (figure: Figure) =>
    figure.trials.map((one) => trials.find(({ plan }) => plan.id === one)!);
  const [first, second] = restsOn;
  const final = (figure: Figure) =>
    of(figure).map((trial) => Reflect.get(trial.epochs.at(-1)!, id.split(':')[1]!) as number);
  switch (kind) {
    case 'lead': {
      const high = id.endsWith('Accuracy');
      const best = final(first!);
      yield* restsOn.slice(1).map((other) => {
        const rest = final(other);
        if (best.length > 1 || rest.length > 1) {
          return high
            ? Math.min(...best) > Math.max(...rest)
            : Math.max(...best) < Math.min(...rest);
        }
        return high ? best[0]! > rest[0]! + 0.000001 : best[0]! < rest[0]! * 0.9999;
      });
      break;
    }
    case 'speed':
    case 'axis-effect':
      yield kind === 'speed' ? first!.value > second!.value : first!.value !== second!.value;
      break;
    case 'setbacks':
      yield first!.value > second!.value;
      break;
    case 'gap-large':
      yield first!.value > second!.value;
      break;
    case 'leads': {
      const every = text.includes('after each of');
      if (!every) break;
      const leaders = of(first!);
      for (
        let epoch = 0;
        epoch <
        Math.min(
          ...trials.filter(({ status }) => status === 'done').map(({ epochs }) => epochs.length),
        );
        epoch++
      ) {
        const own = Math.min(...leaders.map((trial) => accuracyOf(trial, epoch)));
        yield trials
          .filter((trial) => trial.status === 'done' && !leaders.includes(trial))
          .every((trial) => accuracyOf(trial, epoch) < own);
      }
      break;
    }
    case 'leaving-chance':
      for (const figure of restsOn.filter(({ name }) => name.startsWith('test accuracy'))) {
        const from = Number(/epoch (\d+)/.exec(figure.name)![1]);
        yield of(figure)[0]!
          .epochs.slice(from - 1)
          .every(
            (_, at) => accuracyOf(of(figure)[0]!, from - 1 + at) > mostFrequent(of(figure)[0]!),
          );
      }
      break;
    case 'marginal': {
      if (!text.includes(' matters: ')) break;
      const best = restsOn.toSorted(
        (a, b) => (text.includes('MSE') ? 1 : -1) * (a.value - b.value),
      );
      const [top, last] = [of(best[0]!), of(best.at(-1)!)];
      yield text.includes('MSE')
        ? Math.max(...top.map((t) => mseOf(t, -1))) < Math.min(...last.map((t) => mseOf(t, -1)))
        : Math.min(...top.map((t) => accuracyOf(t, -1))) >
          Math.max(...last.map((t) => accuracyOf(t, -1)));
      break;
    }
    case 'cost':
      yield (
        first!.value < second!.value &&
        Math.max(...of(first!).map(({ plan }) => plan.trial.epochs / plan.trial.batchSize)) <
          Math.min(...of(second!).map(({ plan }) => plan.trial.epochs / plan.trial.batchSize))
      );
      break;
    case 'arrival':
      for (const figure of restsOn.slice(1)) {
        const values = of(figure)[0]!.epochs.map((_, at) => mseOf(of(figure)[0]!, at));
        yield (
          values[figure.value - 1]! <= first!.value &&
          values.slice(0, figure.value - 1).every((value) => value > first!.value)
        );
      }
      break;
    case 'unstable':
      for (let at = 0; at < restsOn.length; at += 2) {
        yield restsOn[at + 1]!.value > 1.5 * restsOn[at]!.value;
        yield mseOf(of(restsOn[at]!)[0]!, -1) === restsOn[at + 1]!.value;
      }
      break;
    case 'chance':
      for (const figure of restsOn.filter(({ name }) => name === 'test accuracy')) {
        const [trial] = of(figure);
        const above = accuracyOf(trial!, -1) - mostFrequent(trial!);
        // 200 rows of a table: 4 deviations are 0.113.
        yield trial!.classes === undefined ? Math.abs(above) < 0.01 : above < 0.113;
      }
      break;
    case 'unequal-classes':
      for (const figure of restsOn) {
        const rows = of(figure)[0]!.classes!.confusion!;
        const right = rows.map((row, at) => row[at]! / row.reduce((a, b) => a + b, 0));
        if (figure.name === 'balanced accuracy') {
          yield Math.abs(figure.value - mean(right)) < 1e-9;
        }
        const at = ['no', 'yes', 'perhaps'].findIndex(
          (name) => figure.name === `recall of ${name}`,
        );
        if (at >= 0) yield Math.abs(figure.value - right[at]!) < 1e-9;
      }
      break;
    case 'mean':
      for (let at = 0; at < restsOn.length; at += 2) {
        yield restsOn[at]!.value >= 0.99 * restsOn[at + 1]!.value;
      }
      break;
    case 'beside-mean':
      yield mseOf(of(first!)[0]!, -1) < first!.value;
      break;
    case 'dead-layer':
      yield restsOn.every((figure) => of(figure)[0]!.deadUnits!.shares[figure.value - 1] === 1);
      break;
    case 'dead-units':
      yield restsOn.every((figure) => mean(of(figure)[0]!.deadUnits!.shares) >= 0.5);
      break;
    case 'dead-share':
      yield restsOn.every(
        (figure) => Math.abs(mean(of(figure)[0]!.deadUnits!.shares) - figure.value) < 1e-9,
      );
      break;
    case 'gradient-falls':
      yield second!.value >= 9.99 * first!.value;
      break;
    case 'gradient-grows':
      yield first!.value >= 9.99 * second!.value;
      break;
    case 'gradient-steady': {
      const norms = of(first!)[0]!.gradientNorms!.activations;
      yield Math.max(...norms) < 10 * Math.min(...norms);
      break;
    }
    case 'gradient-zero':
      yield of(first!)[0]!.gradientNorms!.activations[0] === 0;
      break;
    case 'first-loss':
      yield first!.value > 4.6;
      break;
    case 'left-out':
      yield of(first!).every(({ status }) => status === 'failed' || status === 'cancelled');
      break;
    case 'choice-flatters':
      yield text.includes('best of');
      break;
    default:
  }
}

describe('whatever the figures, the findings', () => {
  it('contain the figures that they rest on, in whole sentences', () => {
    fc.assert(
      fc.property(runs, ({ shape, trials }) => {
        for (const { text, restsOn } of findingsOf(shape.experiment, trials)) {
          assert.match(text, /^[A-Z0-9].*\.$/, text);
          assert.notMatch(text, /NaN(?! at)|undefined|null|Infinity|∞|\.\.|, ,| {2}|\(\)/, text);
          for (const figure of restsOn) {
            assert.include(text, figure.text, figure.name);
            assert.isTrue(Number.isFinite(figure.value), `${figure.name} in ${text}`);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('claim nothing that the figures contradict', () => {
    fc.assert(
      fc.property(runs, ({ shape, trials }) => {
        for (const finding of findingsOf(shape.experiment, trials)) {
          for (const holds of claims({ trials }, finding)) assert.isTrue(holds, finding.text);
          const ended = trials.filter(({ status }) => status === 'done' || status === 'diverged');
          if (finding.id === 'left-out') continue;
          const ids = new Set(ended.map(({ plan }) => plan.id));
          for (const { trials: of } of finding.restsOn)
            assert.isTrue(of.every((id) => ids.has(id)));
        }
      }),
      { numRuns: 800 },
    );
  });

  it('are of every kind among such runs, so that each is tested', () => {
    // A fixed seed, whose runs include the rare kinds.
    const sample = fc.sample(runs, { numRuns: 800, seed: 433 });
    const met = new Set(
      sample
        .flatMap(({ shape, trials }) => findingsOf(shape.experiment, trials))
        .map(({ id }) => id.split(':')[0]!),
    );
    for (const kind of [
      'lead',
      'level',
      'shared',
      'marginal',
      'arrival',
      'unstable',
      'chance',
      'unequal-classes',
      'gradient-falls',
      'dead-layer',
      'leads',
    ]) {
      assert.isTrue(met.has(kind), `${kind} never occurred`);
    }
  });

  it('are all in the paragraphs, each once', () => {
    fc.assert(
      fc.property(runs, ({ shape, trials }) => {
        const found = findingsOf(shape.experiment, trials);
        assert.sameMembers(paragraphsOf(found).flat(), found);
        assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      }),
    );
  });
});

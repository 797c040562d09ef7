/** What learning rate and batch size do in a grid, and why: steps that are too large, too few, or noisy. */
import { canonicalJson } from '../../document/hash.ts';
import { count, percent } from '../../base/numbers.ts';
import { stepsPerEpoch } from '../../document/parameters.ts';
import type { TrialState } from '../../lab/state.ts';
import { axisValueText } from '../../text/labels.ts';
import { blocksOf, deadShare } from '../diagnosis.ts';
import { levelsOf, isFullGrid, type Level } from '../grid.ts';
import { blockLength, finalOf, mainMeasure, type Measure } from '../measures.ts';
import { times } from '../prose.ts';
import type { Evidence, Statement } from './types.ts';
import { figure } from './words.ts';

/** The paths of the two settings that this explains. */
const ratePath = 'optimizer.learningRate';
const batchPath = 'batchSize';

/** A level is erratic where it varies so many times as much from epoch to epoch as the best. */
const erratic = 2;
/** A level still learns where its training loss falls by this share in the last fifth of the epochs. */
const stillFalling = 0.02;
/** From this share of dead units on in every trial, they are the reason. */
const manyDead = 0.5;
/** Rank correlation from which on one quantity is said to follow another. */
const follows = 0.8;

const ids = (trials: readonly TrialState[]): string[] => trials.map(({ plan }) => plan.id);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function rateStatements({ experiment, trials, measure }: Evidence): Statement[] {
  const done = trials.filter(({ status }) => status === 'done');
  const { axes } = experiment;
  const rates = axes.find(({ path, values }) => path === ratePath && values.length > 1);
  if (rates === undefined || measure.better !== 'low' || !isFullGrid(done, axes)) return [];
  const train = mainMeasure('regression', 'train');
  const levels = levelsOf(done, rates, ({ epochs }) => finalOf(epochs, train)).toSorted(
    (a, b) => Number(a.value) - Number(b.value),
  );
  const [best] = levels.toSorted((a, b) => a.range.mean - b.range.mean);
  if (best === undefined || levels.length < 2) return [];
  return [
    ...tooLarge(levels, best, train),
    ...tooSmall(levels, best),
    ...batches(done, evidenceOf(axes), best, measure),
  ];
}

const evidenceOf = (axes: Evidence['experiment']['axes']) =>
  axes.find(({ path, values }) => path === batchPath && values.length > 1);

/** How much a trial's training loss varies from one epoch to the next, late in training, relative to its mean. */
function variation({ epochs }: TrialState): number {
  const train = mainMeasure('regression', 'train');
  const last = epochs.slice(-blockLength(epochs.length)).flatMap((each) => train.read(each) ?? []);
  if (last.length < 3) return Number.NaN;
  const steps = last.slice(1).map((value, at) => Math.abs(value - last[at]!));
  return mean(steps) / mean(last);
}

/** The largest rate: training itself ends higher in every trial, and jumps more from epoch to epoch. */
function tooLarge(levels: readonly Level[], best: Level, train: Measure): Statement[] {
  const worst = levels.at(-1)!;
  if (worst === best || worst.range.min <= best.range.max) return [];
  const own = figure(
    ids(worst.trials),
    `mean ${train.name}`,
    worst.range.mean,
    train.write(worst.range.mean),
  );
  const other = figure(
    ids(best.trials),
    `mean ${train.name}`,
    best.range.mean,
    train.write(best.range.mean),
  );
  const [jumps, calm] = [worst, best].map(({ trials }) => mean(trials.map(variation))) as [
    number,
    number,
  ];
  const jump = figure(
    ids(worst.trials),
    'late change of the training loss from epoch to epoch',
    jumps,
    percent(jumps),
  );
  const still = figure(
    ids(best.trials),
    'late change of the training loss from epoch to epoch',
    calm,
    percent(calm),
  );
  // Where the predictions are as good as constant, nothing is left that could vary.
  const stuck = worst.trials.every(({ baseline, epochs }) => {
    const [end, of] = [
      finalOf(epochs, mainMeasure('regression')),
      baseline === undefined ? null : mainMeasure('regression').read(baseline),
    ];
    return end !== null && of !== null && end > 0.9 * of;
  });
  const shares = worst.trials.flatMap((trial) => deadShare(trial) ?? []);
  const dead =
    shares.length === worst.trials.length && Math.min(...shares) >= manyDead
      ? figure(
          ids(worst.trials),
          'mean share of dead units',
          mean(shares),
          percent(mean(shares), 0),
        )
      : null;
  const how = stuck
    ? `the networks predict little more than the mean${dead === null ? '' : `, because such steps push hidden units to where they output zero and pass no gradient: ${dead.text} of them end dead`}`
    : jumps >= erratic * calm
      ? `its steps overshoot: from epoch to epoch the training loss still changes by ${jump.text}, against ${still.text}`
      : null;
  if (how === null) return [];
  return [
    {
      id: 'rate-too-large',
      text: `With ${worst.label} training itself ${stuck ? 'fails' : 'ends worse'}, not only the fit to new rows: the ${train.name} ends at ${own.text} on average, against ${other.text} with ${best.label}; ${how}.`,
      restsOn: [own, other, ...(stuck ? (dead === null ? [] : [dead]) : [jump, still])],
      rank: 1,
    },
  ];
}

/** The smallest rate: behind in training, and still falling when the others have stopped. */
function tooSmall(levels: readonly Level[], best: Level): Statement[] {
  const least = levels[0]!;
  if (least === best || least.range.min <= best.range.max) return [];
  const falls = least.trials.map((trial) => {
    const [before, last] = blocksOf(trial).slice(-2);
    return before === undefined || last === undefined ? 0 : 1 - last.train / before.train;
  });
  if (!falls.every((fall) => fall >= stillFalling)) return [];
  const fall = figure(
    ids(least.trials),
    'fall of the training loss over the last fifth',
    mean(falls),
    percent(mean(falls)),
  );
  return [
    {
      id: 'rate-too-small',
      text: `With ${least.label} the steps are too small for these epochs: the training loss is higher and still falls by ${fall.text} over the last fifth of them.`,
      restsOn: [fall],
      rank: 1,
    },
  ];
}

/** Batch size: fewer steps against less noise. */
function batches(
  trials: readonly TrialState[],
  axis: ReturnType<typeof evidenceOf>,
  best: Level,
  measure: Measure,
): Statement[] {
  if (axis === undefined) return [];
  const sizes = axis.values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (small === undefined || large === undefined || small === large) return [];
  const at = (size: number, rate: unknown) =>
    trials.filter(
      ({ plan }) =>
        plan.trial.batchSize === size &&
        canonicalJson(plan.values[ratePath]) === canonicalJson(rate),
    );
  const [few, many] = [at(large, best.value), at(small, best.value)];
  if (few.length === 0 || many.length === 0) return [];
  const steps = [many[0]!, few[0]!].map(({ plan }) => stepsPerEpoch(plan.trial));
  const level = (own: readonly TrialState[], of: Measure) =>
    mean(own.flatMap(({ epochs }) => finalOf(epochs, of) ?? []));
  const train = mainMeasure('regression', 'train');
  const [less, more] = [level(few, train), level(many, train)];
  const found: Statement[] = [];
  const [name, other] = [axisValueText(axis.path, large), axisValueText(axis.path, small)];
  const figures = [
    figure(ids(few), `${train.name}, ${name}`, less, train.write(less)),
    figure(ids(many), `${train.name}, ${other}`, more, train.write(more)),
  ] as const;
  const ratio = steps[0]! / steps[1]!;
  if (less > 1.02 * more) {
    found.push({
      id: 'fewer-steps',
      text: `At ${best.label}, ${name} trains less far in the same epochs, because it takes ${times(ratio)} fewer steps (${count(steps[1]!)} instead of ${count(steps[0]!)} per epoch): its ${train.name} ends at ${figures[0].text}, with ${other} at ${figures[1].text}.`,
      restsOn: [...figures],
      rank: 2,
    });
  }
  return [...found, ...noiseStatement(trials, measure)];
}

/** Whether the late variation follows the rate divided by the batch size, the scale of the gradient's noise. */
function noiseStatement(trials: readonly TrialState[], measure: Measure): Statement[] {
  const learned = trials.filter(({ baseline, epochs }) => {
    const [end, of] = [
      finalOf(epochs, measure),
      baseline === undefined ? null : measure.read(baseline),
    ];
    return end !== null && (of === null || end < 0.9 * of);
  });
  const points = learned.map((trial) => ({
    scale: trial.plan.trial.optimizer.learningRate / trial.plan.trial.batchSize,
    varies: variation(trial),
  }));
  if (points.length < 5 || points.some(({ varies }) => !Number.isFinite(varies))) return [];
  const rank = rankCorrelation(
    points.map(({ scale }) => scale),
    points.map(({ varies }) => varies),
  );
  if (!(rank >= follows)) return [];
  const order = points.toSorted((a, b) => a.varies - b.varies);
  const all = ids(learned);
  const correlation = figure(
    all,
    'rank correlation of late variation and rate ÷ batch size',
    rank,
    rank.toFixed(2),
  );
  const [low, high] = [order[0]!, order.at(-1)!].map(({ varies }, index) =>
    figure(
      all,
      index === 0 ? 'least late variation' : 'most late variation',
      varies,
      percent(varies),
    ),
  ) as [ReturnType<typeof figure>, ReturnType<typeof figure>];
  return [
    {
      id: 'noise-scale',
      text: `Each step follows the gradient of a small sample, and this noise grows with the rate and shrinks with the batch: over the ${count(points.length)} cells that learn, the training loss late changes by ${low.text} to ${high.text} per epoch, in step with rate ÷ batch size (rank correlation ${correlation.text}).`,
      restsOn: [low, high, correlation],
      rank: 2,
    },
  ];
}

/** Spearman's: Pearson's correlation of the ranks, ties with their mean rank. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map((value) => {
      const below = values.filter((each) => each < value).length;
      const same = values.filter((each) => each === value).length;
      return below + (same + 1) / 2;
    });
  const [x, y] = [ranks(a), ranks(b)];
  const [mx, my] = [mean(x), mean(y)];
  const cov = x.reduce((sum, each, at) => sum + (each - mx) * (y[at]! - my), 0);
  const size = (values: readonly number[], middle: number) =>
    Math.sqrt(values.reduce((sum, each) => sum + (each - middle) ** 2, 0));
  return cov / (size(x, mx) * size(y, my));
}

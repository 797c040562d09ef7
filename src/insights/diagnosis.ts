/** What is wrong with a trial, or remarkable, as a name: no silent flat line. */
import { trialCounts } from '../document/parameters.ts';
import { isComplete } from '../document/trial-status.ts';
import { chanceOf, type Chance } from '../lab/class-figures.ts';
import type { TrialState } from '../lab/state.ts';
import { chanceBound } from './chance.ts';
import { count, percent, significant } from '../base/numbers.ts';
import { blockLength, mainMeasure, testLoss, trainLoss } from './measures.ts';
import { quoted } from './prose.ts';
import type { Figure } from './types.ts';

export interface Diagnosis {
  readonly kind:
    'diverged' | 'dead-layer' | 'dead-units' | 'chance' | 'mean' | 'overfitting' | 'improving';
  /** A trouble is marked wherever the trial stands; a remark is said in the findings only. */
  readonly trouble: boolean;
  /** A few words: "at chance". */
  readonly badge: string;
  /** A sentence with the figures that it rests on. */
  readonly explanation: string;
  readonly figures: readonly Figure[];
}

const main = mainMeasure('classification');
const error = mainMeasure('regression');

/** Below that of guessing by more than this share, the loss shows that something was learnt after all. */
const chanceLoss = 0.01;
/** From this share of all hidden units on, dead units are named at the trial; a few are usual. */
const manyDead = 0.5;
/** A mean over a fifth of the epochs has changed when it differs by more than these shares. */
const risen = 0.02;
const fallen = 0.01;

/** All that is to be said of one trial, the worst first; nothing while it waits or runs. */
export function diagnose(trial: TrialState): readonly Diagnosis[] {
  const kept = known.get(trial) ?? examined(trial);
  known.set(trial, kept);
  return kept;
}

/** States are immutable once their trial has ended, and a page asks for them again and again. */
const known = new WeakMap<TrialState, readonly Diagnosis[]>();

function examined(trial: TrialState): Diagnosis[] {
  if (trial.status === 'diverged') return [diverged(trial)];
  if (!isComplete(trial)) return [];
  return [atChance, noBetterThanMean, dead, overfitting, improving].flatMap(
    (rule) => rule(trial) ?? [],
  );
}

export const troublesOf = (trial: TrialState): Diagnosis[] =>
  diagnose(trial).filter(({ trouble }) => trouble);

const figureOf = (trial: TrialState, name: string, value: number, text: string): Figure => ({
  trials: [trial.plan.id],
  name,
  value,
  text,
});

const lossName = (loss: number | undefined): string =>
  loss === undefined ? 'no number' : Number.isNaN(loss) ? 'NaN' : 'infinite';

function diverged(trial: TrialState): Diagnosis {
  // Other programs' documents may not say where.
  const step = trial.divergence?.step ?? Math.floor(trial.stepsDone) + 1;
  const loss = lossName(trial.divergence?.loss);
  const text = count(step);
  return {
    kind: 'diverged',
    trouble: true,
    badge: `diverged at step ${text}`,
    explanation: `The loss became ${loss} at step ${text}: the trial diverged and ended there.`,
    figures: [figureOf(trial, 'step of divergence', step, text)],
  };
}

/**
 * Test accuracy no better than that of always predicting the most frequent class, by the binomial
 * bound, and nothing else that shows learning: a loss below that of the class shares, unless all rows
 * are predicted as one class.
 */
function atChance(trial: TrialState): Diagnosis | null {
  const record = trial.epochs.at(-1);
  const settings = trial.plan.trial;
  const chance = chanceOf(settings, trial.classes);
  const share = record === undefined ? null : main.read(record);
  if (record === undefined || share === null || chance === null) return null;
  const { test } = trialCounts(settings);
  const bound = chanceBound(chance.share, test);
  if (share > bound) return null;
  // Among equal classes much less than guessing gets is no guess: something was learnt, if the wrong way.
  if (chance.equal && share < 2 * chance.share - bound) return null;
  const loss = testLoss(record);
  const learnt = loss < chance.loss * (1 - chanceLoss);
  const one = !chance.equal && predictsOneClass(trial);
  if (learnt && !one) return null;
  const [shareText, own] = [main.write(share), significant(loss)];
  return {
    kind: 'chance',
    trouble: true,
    badge: 'at chance',
    explanation: `A ${main.name} of ${shareText} ${guessText(chance, test)}; ${lossText(loss, chance)}.${one ? ' It predicts one class for every test row.' : ''}`,
    figures: [
      figureOf(trial, main.name, share, shareText),
      figureOf(trial, 'test loss', loss, own),
    ],
  };
}

const guessText = ({ equal, classes, mostFrequent, share }: Chance, rows: number): string =>
  equal
    ? `cannot be told from guessing among ${classes} classes on ${count(rows)} rows`
    : `is no better than always predicting the most frequent class, ${quoted(mostFrequent ?? '')}, which is right for ${percent(share)} of ${count(rows)} test rows`;

function lossText(found: number, { equal, classes, loss }: Chance): string {
  const own = `its test loss of ${significant(found)} is`;
  const of = equal
    ? `that of equal probabilities, ln ${classes} = ${significant(loss)}`
    : `that of the class shares as probabilities, ${significant(loss)}`;
  if (found < loss * (1 - chanceLoss)) return `${own} below ${of}`;
  return found < loss * (1 + chanceLoss) ? `${own} ${of}` : `${own} above ${of}`;
}

/** Whether every test row is taken for the same class at the end. */
function predictsOneClass({ classes }: TrialState): boolean {
  const { confusion } = classes ?? {};
  if (confusion === undefined) return false;
  const predicted = confusion.map((_, at) => confusion.some((row) => (row[at] ?? 0) > 0));
  return predicted.filter(Boolean).length === 1;
}

/** Regression: as good as always predicting the mean of the training targets, or worse. */
function noBetterThanMean(trial: TrialState): Diagnosis | null {
  const record = trial.epochs.at(-1);
  const { baseline } = trial;
  if (record === undefined || baseline === undefined) return null;
  const [own, ofMean] = [error.read(record), error.read(baseline)];
  if (own === null || ofMean === null || own < ofMean * (1 - fallen)) return null;
  const [text, mean] = [error.write(own), error.write(ofMean)];
  return {
    kind: 'mean',
    trouble: true,
    badge: 'no better than the mean',
    explanation: `A ${error.name} of ${text} is no better than the ${mean} of always predicting the mean of the training targets.`,
    figures: [
      figureOf(trial, error.name, own, text),
      figureOf(trial, `${error.name} of the mean`, ofMean, mean),
    ],
  };
}

/** The share of all hidden units of a trial that are dead, each layer weighing by its units. */
export function deadShare({ deadUnits }: TrialState): number | null {
  // All hidden layers of a trial are equally wide.
  const shares = deadUnits?.shares ?? [];
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function dead(trial: TrialState): Diagnosis | null {
  const share = deadShare(trial);
  if (share === null || trial.deadUnits === undefined) return null;
  const { shares, rows } = trial.deadUnits;
  const sample = `for each of ${count(rows)} training rows`;
  const layer = shares.lastIndexOf(1) + 1;
  if (layer > 0) {
    const text = `layer ${count(layer)}`;
    return {
      kind: 'dead-layer',
      trouble: true,
      badge: `dead: all of ${text}`,
      explanation: `Every ReLU unit of ${text} gives zero ${sample}: the output is the same for all of them, and no gradient of theirs gets past that layer.`,
      figures: [figureOf(trial, 'dead layer', layer, text)],
    };
  }
  if (share < manyDead) return null;
  const text = percent(share, 0);
  return {
    kind: 'dead-units',
    trouble: true,
    badge: `dead: ${text} of units`,
    explanation: `${text} of the hidden ReLU units give zero ${sample}: they pass no gradient and cannot learn from those rows.`,
    figures: [figureOf(trial, 'share of dead units', share, text)],
  };
}

/** Mean losses over blocks of epochs, the last block at the trial's end. */
export interface Block {
  /** First and last epoch. */
  readonly from: number;
  readonly to: number;
  readonly train: number;
  readonly test: number;
}

export function blocksOf({ epochs }: TrialState): Block[] {
  const length = blockLength(epochs.length);
  const blocks: Block[] = [];
  for (let end = epochs.length; end - length >= 0; end -= length) {
    const part = epochs.slice(end - length, end);
    const mean = (read: typeof testLoss) =>
      part.reduce((sum, record) => sum + read(record), 0) / length;
    blocks.unshift({
      from: part[0]!.epoch,
      to: part.at(-1)!.epoch,
      train: mean(trainLoss),
      test: mean(testLoss),
    });
  }
  return blocks;
}

const span = ({ from, to }: Block): string =>
  from === to ? `epoch ${count(from)}` : `epochs ${count(from)}–${count(to)}`;

/** The test loss has risen from its least mean while the training loss went on falling. */
function overfitting(trial: TrialState): Diagnosis | null {
  const blocks = blocksOf(trial);
  const last = blocks.at(-1);
  if (last === undefined) return null;
  const best = blocks.reduce((least, block) => (block.test < least.test ? block : least));
  if (last.test <= best.test * (1 + risen) || last.train >= best.train) return null;
  const [least, end] = [significant(best.test), significant(last.test)];
  return {
    kind: 'overfitting',
    trouble: false,
    badge: 'overfitting',
    explanation: `The test loss rose from ${least} at ${span(best)} to ${end} at ${span(last)} while the training loss went on falling.`,
    figures: [
      figureOf(trial, `test loss, ${span(best)}`, best.test, least),
      figureOf(trial, `test loss, ${span(last)}`, last.test, end),
    ],
  };
}

function improving(trial: TrialState): Diagnosis | null {
  const blocks = blocksOf(trial);
  const [before, last] = blocks.slice(-2);
  if (before === undefined || last === undefined) return null;
  const least = Math.min(...blocks.slice(0, -1).map(({ test }) => test));
  if (last.test >= least * (1 - fallen)) return null;
  const [from, to] = [significant(before.test), significant(last.test)];
  return {
    kind: 'improving',
    trouble: false,
    badge: 'still improving',
    explanation: `The test loss still fell at the end, from ${from} at ${span(before)} to ${to} at ${span(last)}.`,
    figures: [
      figureOf(trial, `test loss, ${span(before)}`, before.test, from),
      figureOf(trial, `test loss, ${span(last)}`, last.test, to),
    ],
  };
}

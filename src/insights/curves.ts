/** Classification, epoch by epoch: when trials rise above chance, which trial leads when, and clear drops. */
import { trialCounts } from '../document/parameters.ts';
import { chanceOf } from '../lab/class-figures.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted } from '../base/numbers.ts';
import { chanceBound } from './chance.ts';
import { margin, points, samplingError, samplingMargin } from './late-range.ts';
import { mainMeasure } from './measures.ts';
import { capital, joined, maxNamed, nameOrNetwork } from './prose.ts';
import {
  clearlyBetter,
  finalRange,
  rangeAt,
  rangeFigure,
  trialName,
  type Subject,
} from './subjects.ts';
import type { Figure, Finding } from './types.ts';

const main = mainMeasure('classification');
const training = mainMeasure('classification', 'train');
const { write } = main;

const figure = ({ plan }: TrialState, name: string, value: number): Figure => ({
  trials: [plan.id],
  name,
  value,
  text: write(value),
});

/**
 * The first epoch from which on a trial's test accuracy stays above chance, the accuracy of always
 * predicting the most frequent class. Null if there is none, or where the classes were not counted.
 */
function epochAboveChance({ plan, epochs, classes }: TrialState): number | null {
  const chance = chanceOf(plan.trial, classes);
  if (chance === null) return null;
  const bound = chanceBound(chance.share, trialCounts(plan.trial).test);
  let left: number | null = null;
  for (const record of epochs) {
    const value = main.read(record);
    if (value === null) return null;
    if (value <= bound) left = null;
    else left ??= record.epoch;
  }
  return left;
}

/** From which epoch on each trial stays above chance, with its accuracy there. */
export function aboveChance(subjects: readonly Subject[]): Finding[] {
  const left = subjects.flatMap(({ label, trials }) =>
    trials.flatMap((trial) => {
      const epoch = epochAboveChance(trial);
      const record = epoch === null ? undefined : trial.epochs[epoch - 1];
      const value = record === undefined ? null : main.read(record);
      return epoch === null || value === null ? [] : [{ trial, label, epoch, value }];
    }),
  );
  if (left.length === 0) return [];
  const all = subjects.reduce((sum, { trials }) => sum + trials.length, 0);
  const chance = chanceText(left.map(({ trial }) => trial));
  const order = left.toSorted((a, b) => a.epoch - b.epoch);
  const [first, last] = [order[0]!, order.at(-1)!];
  const made = (text: string, restsOn: readonly Figure[]): Finding[] => [
    { id: 'leaving-chance', topic: 'training', text, restsOn: [...restsOn, ...chance.figures] },
  ];
  const named = left.length <= maxNamed && subjects.every(({ trials }) => trials.length === 1);
  if (named) {
    const epochs = [...new Set(order.map(({ epoch }) => epoch))];
    const items = epochs.map((at) => {
      const own = order.filter(({ epoch }) => epoch === at);
      const names = own.map(({ label, value }) => `${label} (${write(value)})`.trimStart());
      return `from epoch ${count(at)} ${own[0]?.label === '' ? '' : 'with '}${joined(names)}`;
    });
    return made(
      `The ${main.name} stays above ${chance.text} ${items.join('; ')}.`,
      order.map(({ trial, epoch, value }) => figure(trial, `${main.name}, epoch ${epoch}`, value)),
    );
  }
  const who =
    left.length === all
      ? `All ${counted(all, 'trial')}`
      : `${count(left.length)} of ${counted(all, 'trial')}`;
  const when =
    first.epoch === last.epoch
      ? ` from epoch ${count(first.epoch)}`
      : `, the first from epoch ${count(first.epoch)}, the last from epoch ${count(last.epoch)}`;
  return made(`${who} ${left.length === 1 ? 'stays' : 'stay'} above ${chance.text}${when}.`, [
    {
      trials: left.map(({ trial }) => trial.plan.id),
      name: 'trials above chance',
      value: left.length,
      text: count(left.length),
    },
  ]);
}

/** "chance"; for imbalanced classes with its share, or with the range of shares where seeds split differently. */
function chanceText(trials: readonly TrialState[]): {
  readonly text: string;
  readonly figures: readonly Figure[];
} {
  const found = trials.flatMap((trial) => {
    const chance = chanceOf(trial.plan.trial, trial.classes);
    return chance === null || chance.equal ? [] : [{ trial, share: chance.share }];
  });
  const order = found.toSorted((a, b) => a.share - b.share);
  const ends = [order[0], order.at(-1)].flatMap((each) =>
    each === undefined ? [] : [figure(each.trial, 'share of the most frequent class', each.share)],
  );
  const [least, most] = ends;
  if (least === undefined || most === undefined) return { text: 'chance', figures: [] };
  const shares = least.text === most.text ? least.text : `${least.text} to ${most.text}`;
  return {
    text: `chance (always predicting the most frequent class, ${shares})`,
    figures: least.text === most.text ? [least] : ends,
  };
}

interface Lead {
  /** Null where none is clearly ahead. */
  readonly leader: Subject | null;
  readonly from: number;
  to: number;
}

/** Which subject is clearly ahead after each epoch that all trials have reached. */
export function leadsOf(subjects: readonly Subject[]): Lead[] {
  const epochs = Math.min(
    ...subjects.flatMap(({ trials }) => trials.map((trial) => trial.epochs.length)),
  );
  const leads: Lead[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const ranges = subjects.map((subject) => rangeAt(subject, main, epoch));
    const leader =
      subjects.find((subject, at) =>
        ranges.every((other, index) => {
          const own = ranges[at];
          if (index === at) return true;
          if (own === null || own === undefined || other === null) return false;
          const rows = Math.min(
            trialCounts(subject.trials[0]!.plan.trial).test,
            trialCounts(subjects[index]!.trials[0]!.plan.trial).test,
          );
          return clearlyBetter(own, other, main, samplingMargin(own.mean, other.mean, rows));
        }),
      ) ?? null;
    const last = leads.at(-1);
    if (last?.leader === leader) last.to = epoch;
    else leads.push({ leader, from: epoch, to: epoch });
  }
  return leads;
}

/** With more spans than this, leaders are counted instead of listed. */
const maxSpans = 4;

export function leadChanges(subjects: readonly Subject[]): Finding[] {
  if (subjects.length < 2) return [];
  const leads = leadsOf(subjects);
  if (leads.length === 0 || leads.every(({ leader }) => leader === null)) return [];
  const at = (subject: Subject, epoch: number): Figure => {
    const range = rangeAt(subject, main, epoch)!;
    return rangeFigure(subject, `${main.name}, epoch ${epoch}`, range, write);
  };
  const made = (text: string, restsOn: readonly Figure[]): Finding[] => [
    { id: 'leads', topic: 'comparison', text, restsOn },
  ];
  const [only] = leads;
  if (leads.length === 1 && only?.leader) {
    const { leader, to } = only;
    if (to === 1) return [];
    const [start, end] = [at(leader, 1), at(leader, to)];
    return made(
      `${capital(nameOrNetwork(leader.label))} is clearly ahead in ${main.name} after each of the ${count(to)} epochs, from ${start.text} after the first to ${end.text} after the last.`,
      [start, end],
    );
  }
  if (leads.length > maxSpans) {
    const leaders = new Set(leads.flatMap(({ leader }) => leader ?? []));
    const text = String(leaders.size);
    return made(
      `The lead in ${main.name} is not stable: ${leaders.size === 1 ? `only ${text} of ${count(subjects.length)} is ever clearly ahead, and not after every epoch` : `${text} of ${count(subjects.length)} are clearly ahead at different epochs`}.`,
      [
        {
          trials: [...leaders].flatMap(({ trials }) => trials.map(({ plan }) => plan.id)),
          name: 'different leaders',
          value: leaders.size,
          text,
        },
      ],
    );
  }
  const restsOn: Figure[] = [];
  const items = leads.map(({ leader, from, to }) => {
    const when = from === to ? `epoch ${count(from)}` : `epochs ${count(from)}–${count(to)}`;
    const verb = from === 1 ? ' is clearly ahead' : '';
    if (leader === null) return `none${verb} at ${when}`;
    const own = at(leader, to);
    restsOn.push(own);
    const after = from === to ? '' : ` after epoch ${count(to)}`;
    return `${nameOrNetwork(leader.label)}${verb} at ${when} (${own.text}${after})`;
  });
  return made(`The lead in ${main.name} depends on the epoch: ${joined(items)}.`, restsOn);
}

/** Whether the best trial is clearly ahead of the next best one's final accuracy before its own last epoch. */
export function speed(subjects: readonly Subject[]): Finding[] {
  if (subjects.length < 2 || subjects.some(({ trials }) => trials.length !== 1)) return [];
  const order = subjects.toSorted(
    (a, b) => (finalRange(b, main)?.mean ?? 0) - (finalRange(a, main)?.mean ?? 0),
  );
  const [best, next] = order;
  const end = next === undefined ? null : finalRange(next, main);
  if (best === undefined || next === undefined || end === null) return [];
  const last = best.trials[0]!.epochs.length;
  for (let epoch = 1; epoch < last; epoch++) {
    const own = rangeAt(best, main, epoch);
    if (own === null) return [];
    const apart = margin(best.trials[0]!, next.trials[0]!, main);
    if (!clearlyBetter(own, end, main, apart)) continue;
    const reached = next.trials[0]!.epochs.length;
    const [mine, theirs] = [
      rangeFigure(best, `${main.name}, epoch ${epoch}`, own, write),
      rangeFigure(next, `${main.name}, epoch ${reached}`, end, write),
    ];
    return [
      {
        id: 'speed',
        topic: 'comparison',
        text: `${capital(nameOrNetwork(best.label))} needs fewer epochs: after ${counted(epoch, 'epoch')} its ${main.name} is ${mine.text}, clearly above the ${theirs.text} that ${nameOrNetwork(next.label)}, the next best, reaches after ${count(reached)}.`,
        restsOn: [mine, theirs],
      },
    ];
  }
  return [];
}

/** The largest clear drop of the test accuracy from one epoch to the next. */
export function accuracyDrops(subjects: readonly Subject[]): Finding[] {
  const drops = subjects.flatMap(({ trials }) =>
    trials.flatMap((trial) =>
      trial.epochs.flatMap((record, index) => {
        const before = trial.epochs[index - 1];
        const from = before === undefined ? null : main.read(before);
        const to = main.read(record);
        if (from === null || to === null) return [];
        const drop = from - to;
        const apart = samplingMargin(from, to, trialCounts(trial.plan.trial).test);
        return drop > apart ? [{ trial, epoch: record.epoch, from, to, drop }] : [];
      }),
    ),
  );
  const [worst] = drops.toSorted((a, b) => b.drop - a.drop);
  if (worst === undefined) return [];
  const [from, to] = [
    figure(worst.trial, `${main.name}, epoch ${worst.epoch - 1}`, worst.from),
    figure(worst.trial, `${main.name}, epoch ${worst.epoch}`, worst.to),
  ];
  const { plan } = worst.trial;
  const who = Object.keys(plan.values).length === 0 ? '' : `with ${trialName(worst.trial)} `;
  const rest =
    drops.length === 1
      ? 'the only clear drop'
      : `the largest of ${counted(drops.length, 'clear drop')}`;
  return [
    {
      id: 'setbacks',
      topic: 'training',
      text: `The ${main.name} does not rise steadily: ${who}it drops from ${from.text} to ${to.text} at epoch ${count(worst.epoch)}, ${rest}.`,
      restsOn: [from, to],
    },
  ];
}

/** Whether the test accuracy follows the training accuracy: the largest gap at the end. */
export function gap(subjects: readonly Subject[]): Finding[] {
  const gaps = subjects.flatMap(({ trials }) =>
    trials.flatMap((trial) => {
      const record = trial.epochs.at(-1);
      if (record === undefined) return [];
      const [train, test] = [training.read(record), main.read(record)];
      if (train === null || test === null) return [];
      // Only the test rows are a sample; the network was fitted to the training rows.
      const apart = samplingError(test, trialCounts(trial.plan.trial).test);
      return [{ trial, train, test, apart, gap: train - test }];
    }),
  );
  const [largest] = gaps.toSorted((a, b) => b.gap - a.gap);
  if (largest === undefined) return [];
  const [train, test] = [
    figure(largest.trial, `${training.name} at the end`, largest.train),
    figure(largest.trial, `${main.name} at the end`, largest.test),
  ];
  const size: Figure = { ...train, name: 'gap', value: largest.gap, text: points(largest.gap) };
  const error = `the sampling error of the test rows (±${points(largest.apart)})`;
  const close = gaps.every((each) => each.gap <= each.apart);
  const one = gaps.length === 1;
  if (close) {
    const figures = `${train.text} on training rows against ${test.text} on test rows`;
    const claim = one
      ? `${figures} at the end, a gap of no more than ${error}`
      : `even the largest gap at the end, with ${trialName(largest.trial)} (${figures}), is no more than ${error}`;
    return [
      {
        id: 'gap-small',
        topic: 'training',
        text: `The ${main.name} follows the ${training.name}: ${claim}.`,
        restsOn: [train, test],
      },
    ];
  }
  return [
    {
      id: 'gap-large',
      topic: 'training',
      text: `${one ? 'There is a train–test gap' : `The train–test gap is largest with ${trialName(largest.trial)}`}: ${train.text} on training rows against ${test.text} on test rows at the end, ${size.text}, more than ${error}.`,
      restsOn: [train, test, size],
    },
  ];
}

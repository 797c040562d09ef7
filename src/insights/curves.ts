/** Classification, epoch by epoch: who leaves chance and when, who leads when, what is not settled. */
import { trialCounts } from '../document/parameters.ts';
import { chanceOf } from '../lab/class-figures.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted } from '../base/numbers.ts';
import { chanceBound } from './chance.ts';
import { margin, points, samplingError, samplingMargin } from './late-range.ts';
import { mainMeasure } from './measures.ts';
import { capital, joined, maxNamed, nameOrNetwork } from './prose.ts';
import { clearlyBetter, finalRange, rangeAt, rangeFigure, type Subject } from './subjects.ts';
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
 * The first epoch after which a trial's test accuracy is above chance for good, which is that of always
 * predicting the most frequent class; null if never, or where its classes were not counted.
 */
function epochOfLeaving({ plan, epochs, classes }: TrialState): number | null {
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

/** From which epoch on each is above chance, with the accuracy that it has there. */
export function leavingChance(subjects: readonly Subject[]): Finding[] {
  const left = subjects.flatMap(({ label, trials }) =>
    trials.flatMap((trial) => {
      const epoch = epochOfLeaving(trial);
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
      const names = own.map(({ label, value }) => `${nameOrNetwork(label)} (${write(value)})`);
      return `${joined(names)} from epoch ${count(at)} on`;
    });
    return made(
      `The ${main.name} is above ${chance.text}, for good, with ${joined(items, 'and with')}.`,
      order.map(({ trial, epoch, value }) => figure(trial, `${main.name}, epoch ${epoch}`, value)),
    );
  }
  const who =
    left.length === all
      ? `All ${counted(all, 'trial')}`
      : `${count(left.length)} of ${counted(all, 'trial')}`;
  const when =
    first.epoch === last.epoch
      ? `from epoch ${count(first.epoch)} on`
      : `for good, the first from epoch ${count(first.epoch)}, the last from epoch ${count(last.epoch)} on`;
  return made(`${who} ${left.length === 1 ? 'is' : 'are'} above ${chance.text} ${when}.`, [
    {
      trials: left.map(({ trial }) => trial.plan.id),
      name: 'trials above chance',
      value: left.length,
      text: count(left.length),
    },
  ]);
}

/** "chance", and of unequal classes what that is: one share, or over splits of other seeds a span. */
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
  /** null where nobody leads clearly. */
  readonly leader: Subject | null;
  readonly from: number;
  to: number;
}

/** Who is clearly ahead after each epoch that all have reached. */
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

/** Changes of the lead that are still read out. */
const maxChanges = 4;

export function leading(subjects: readonly Subject[]): Finding[] {
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
      `${capital(nameOrNetwork(leader.label))} leads in ${main.name} after every one of the ${count(to)} epochs, from ${start.text} after the first to ${end.text} after the last.`,
      [start, end],
    );
  }
  if (leads.length > maxChanges) {
    const leaders = new Set(leads.flatMap(({ leader }) => leader ?? []));
    const text = String(leaders.size);
    return made(
      `The lead in ${main.name} is not settled: over the epochs ${leaders.size === 1 ? 'only 1 trial is' : `${text} different ones are`} clearly ahead at one time or another.`,
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
    if (leader === null) return `nobody clearly at ${when}`;
    const own = at(leader, to);
    restsOn.push(own);
    return `${nameOrNetwork(leader.label)} at ${when} (${own.text} after epoch ${count(to)})`;
  });
  return made(`In ${main.name} there leads ${joined(items)}.`, restsOn);
}

/** "Adam has after epoch 1 (80.5 %) already more than RMSProp, the next best, after 5 (77.2 %)." */
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
        text: `After ${counted(epoch, 'epoch')} ${nameOrNetwork(best.label)} already has ${mine.text}, more than ${nameOrNetwork(next.label)}, the next best, reaches in ${count(reached)} (${theirs.text}).`,
        restsOn: [mine, theirs],
      },
    ];
  }
  return [];
}

/** Epochs after which the test accuracy was clearly lower than before: the largest such fall. */
export function setbacks(subjects: readonly Subject[]): Finding[] {
  const falls = subjects.flatMap(({ label, trials }) =>
    trials.flatMap((trial) =>
      trial.epochs.flatMap((record, index) => {
        const before = trial.epochs[index - 1];
        const from = before === undefined ? null : main.read(before);
        const to = main.read(record);
        if (from === null || to === null) return [];
        const fall = from - to;
        const apart = samplingMargin(from, to, trialCounts(trial.plan.trial).test);
        return fall > apart ? [{ label, trial, epoch: record.epoch, from, to, fall }] : [];
      }),
    ),
  );
  const [worst] = falls.toSorted((a, b) => b.fall - a.fall);
  if (worst === undefined) return [];
  const [from, to] = [
    figure(worst.trial, `${main.name}, epoch ${worst.epoch - 1}`, worst.from),
    figure(worst.trial, `${main.name}, epoch ${worst.epoch}`, worst.to),
  ];
  const more = falls.length - 1;
  const rest =
    more === 0 ? 'the only clear fall' : `the largest of ${counted(falls.length, 'clear fall')}`;
  return [
    {
      id: 'setbacks',
      topic: 'training',
      text: `Not every epoch helps: with ${nameOrNetwork(worst.label)} the ${main.name} falls from ${from.text} to ${to.text} at epoch ${count(worst.epoch)}, ${rest}.`,
      restsOn: [from, to],
    },
  ];
}

/** Does the test accuracy follow the training accuracy? The largest gap at the end. */
export function gap(subjects: readonly Subject[]): Finding[] {
  const gaps = subjects.flatMap(({ label, trials }) =>
    trials.flatMap((trial) => {
      const record = trial.epochs.at(-1);
      if (record === undefined) return [];
      const [train, test] = [training.read(record), main.read(record)];
      if (train === null || test === null) return [];
      // The test rows alone are a sample; the training rows are what the network was made for.
      const apart = samplingError(test, trialCounts(trial.plan.trial).test);
      return [{ label, trial, train, test, apart, gap: train - test }];
    }),
  );
  const [largest] = gaps.toSorted((a, b) => b.gap - a.gap);
  if (largest === undefined) return [];
  const [train, test] = [
    figure(largest.trial, `${training.name} at the end`, largest.train),
    figure(largest.trial, `${main.name} at the end`, largest.test),
  ];
  const size: Figure = { ...train, name: 'gap', value: largest.gap, text: points(largest.gap) };
  const error = `the sampling error of the test rows, ±${points(largest.apart)}`;
  const close = gaps.every((each) => each.gap <= each.apart);
  const one = gaps.length === 1;
  if (close) {
    const who = one ? '' : `, the largest difference with ${nameOrNetwork(largest.label)}`;
    const what = `${train.text} on training rows against ${test.text} on test rows at the end`;
    return [
      {
        id: 'gap-small',
        topic: 'training',
        text: `The ${main.name} follows the ${training.name}: ${what}${who}, no more than ${error}.`,
        restsOn: [train, test],
      },
    ];
  }
  return [
    {
      id: 'gap-large',
      topic: 'training',
      text: `Training and test accuracy part${one ? '' : ` most with ${nameOrNetwork(largest.label)}`}: ${train.text} against ${test.text} at the end, ${size.text}, more than ${error}.`,
      restsOn: [train, test, size],
    },
  ];
}

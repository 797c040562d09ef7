/** Regression: compares trials by how soon each comes near the best, and by the closest fit to the training rows. */
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { finalOf, mainMeasure, trainLoss } from './measures.ts';
import { capital, joined, maxNamed, nameOrNetwork } from './prose.ts';
import { ranked } from './ranking.ts';
import { trialName, type Subject } from './subjects.ts';
import type { Figure, Finding } from './types.ts';

const error = mainMeasure('regression');
const training = mainMeasure('regression', 'train');

/** Up to 10 % above the best final test error counts as near it. */
const near = 1.1;

export function learningCurves(subjects: readonly Subject[]): Finding[] {
  const trials = subjects.flatMap((subject) => subject.trials);
  if (trials.length < 2) return [];
  return [...nearBest(trials), ...closestFit(subjects)];
}

/** The first epoch at which each trial is near the best; `unstable` names those that get worse again. */
function nearBest(trials: readonly TrialState[]): Finding[] {
  const ends = trials.flatMap(({ epochs }) => finalOf(epochs, error) ?? []);
  if (ends.length !== trials.length) return [];
  const least = Math.min(...ends);
  const goal = near * least;
  const arrived = trials
    .flatMap((trial) => {
      const record = trial.epochs.find((each) => (error.read(each) ?? Infinity) <= goal);
      return record === undefined ? [] : [{ trial, epoch: record.epoch }];
    })
    .toSorted((a, b) => a.epoch - b.epoch);
  const [first, last] = [arrived[0], arrived.at(-1)];
  if (first === undefined || last === undefined) return [];
  const figure = ({ trial, epoch }: typeof first): Figure => ({
    trials: [trial.plan.id],
    name: `first epoch within 10 % of the best ${error.name}`,
    value: epoch,
    text: `epoch ${count(epoch)}`,
  });
  const limit: Figure = {
    trials: trials.map(({ plan }) => plan.id),
    name: `best final ${error.name} × 1.1`,
    value: goal,
    text: error.write(goal),
  };
  const item = (each: typeof first) => `${trialName(each.trial)} at ${figure(each).text}`;
  const named = arrived.length <= maxNamed ? arrived : [first, last];
  const list =
    named === arrived ? joined(arrived.map(item)) : `first ${item(first)}, last ${item(last)}`;
  const all = `of ${count(trials.length)} trials`;
  const some =
    arrived.length === 1 ? `Only 1 ${all} comes` : `${count(arrived.length)} ${all} come`;
  const who = arrived.length === trials.length ? `All ${count(trials.length)} trials come` : some;
  return [
    {
      id: 'arrival',
      topic: 'comparison',
      text: `${who} within 10 % of the best final ${error.name} (${limit.text} or less) at some epoch: ${list}.`,
      restsOn: [limit, ...named.map(figure)],
    },
  ];
}

/** Whether the lowest training error comes with the lowest test error; for single trials only, not over seeds. */
function closestFit(subjects: readonly Subject[]): Finding[] {
  if (subjects.some(({ trials }) => trials.length !== 1)) return [];
  const order = ranked(subjects, error);
  const [best] = order;
  const [closest] = order.toSorted((a, b) => fit(a.subject) - fit(b.subject));
  if (best === undefined || closest === undefined) return [];
  const { write } = error;
  const figure = (subject: Subject, name: string, value: number): Figure => ({
    trials: subject.trials.map(({ plan }) => plan.id),
    name,
    value,
    text: write(value),
  });
  const train = figure(closest.subject, `${training.name} at the end`, fit(closest.subject));
  const name = nameOrNetwork(closest.subject.label);
  if (closest.subject === best.subject) {
    const text = `${capital(name)} has both the lowest ${error.name} and the lowest ${training.name} (${train.text}).`;
    return [{ id: 'fit-same', topic: 'comparison', text, restsOn: [train] }];
  }
  const test = figure(closest.subject, `${error.name} at the end`, closest.range.mean);
  const own = figure(best.subject, `${error.name} at the end`, best.range.mean);
  return [
    {
      id: 'fit-other',
      topic: 'comparison',
      text: `The closest fit to the training rows does not give the lowest ${error.name}: ${name} has the lowest ${training.name} (${train.text}), but its ${error.name} is ${test.text}, against ${own.text} with ${nameOrNetwork(best.subject.label)}.`,
      restsOn: [train, test, own],
    },
  ];
}

const fit = ({ trials: [trial] }: Subject): number => {
  const record = trial?.epochs.at(-1);
  return record === undefined ? Infinity : trainLoss(record);
};

/** What happened: who learned how well, who did not, and whether the test rows follow the training rows. */
import { count, counted } from '../../base/numbers.ts';
import { taskOf, trialCounts } from '../../document/parameters.ts';
import type { TrialState } from '../../lab/state.ts';
import { points, samplingError } from '../late-range.ts';
import { finalOf, mainMeasure, type Measure } from '../measures.ts';
import { capital, joined, maxNamed, nameOrNetwork } from '../prose.ts';
import { ranked, tiedWithBest, type Ranked } from '../ranking.ts';
import { meanFigure, subjectsOf, type Subject } from '../subjects.ts';
import { isStuck } from './signal.ts';
import type { Evidence, Statement } from './types.ts';
import { figure } from './words.ts';

const nameOf = ({ subject }: Ranked): string => nameOrNetwork(subject.label);

/** Of at most six subjects: their order, those that stayed where guessing is, and those that diverged. */
export function outcomeStatement({ subjects, measure, trials }: Evidence): Statement[] {
  const order = ranked(subjects, measure);
  if (subjects.length < 2) return [];
  if (order.length > maxNamed || hasValidation(subjects)) return bestStatement(subjects, measure);
  const stuck = order.filter(({ subject }) => isStuck(subject));
  const learned = order.filter((each) => !stuck.includes(each));
  const diverged = subjectsOf(trials.filter(({ status }) => status === 'diverged'));
  const figures = order.map((each) => figureOf(each, measure));
  const item = (each: Ranked) => `${nameOf(each)} (${figureOf(each, measure).text})`;
  const epochs = new Set(
    order.flatMap(({ subject }) => subject.trials.map((trial) => trial.epochs.length)),
  );
  const [only] = epochs;
  const begin =
    epochs.size === 1 && only !== undefined ? `After ${counted(only, 'epoch')}` : 'At the end';
  const level = tiedWithBest(learned, measure);
  const rest = learned.filter((each) => !level.includes(each));
  const parts: string[] = [];
  if (learned.length > 0) {
    const ahead = joined(level.map(item));
    parts.push(
      rest.length === 0
        ? level.length === 1
          ? `${begin}, only ${ahead} has learned, by ${measure.name}`
          : `${begin}, no clear difference in ${measure.name} is left between ${ahead}`
        : `${begin}, ${ahead} ${level.length === 1 ? 'is' : 'are'} ahead in ${measure.name}, followed by ${joined(rest.map(item))}`,
    );
  }
  if (stuck.length > 0) {
    const [value] = stuck.map((each) => figureOf(each, measure).text);
    const same = stuck.every((each) => figureOf(each, measure).text === value);
    const names = joined(stuck.map(same ? nameOf : item));
    const one = stuck.length === 1;
    const where =
      measure.better === 'high'
        ? `${one ? 'stays' : 'stay'} at chance`
        : `${one ? 'is' : 'are'} no better than the mean`;
    const text = `${names} ${where}${same ? ` (${value})` : ''}`;
    parts.push(parts.length === 0 ? `${begin}, ${text}` : text);
  }
  if (diverged.length > 0) {
    const text = `${joined(diverged.map(({ label }) => nameOrNetwork(label)))} diverged`;
    parts.push(parts.length === 0 ? capital(text) : text);
  }
  if (parts.length === 0) return [];
  return [{ id: 'outcome', text: `${parts.join('; ')}.`, restsOn: figures, rank: 0 }];
}

/** Whether the rows that select are not the test rows. */
const hasValidation = (subjects: readonly Subject[]): boolean =>
  subjects.every(({ trials }) =>
    trials.every(({ plan }) => trialCounts(plan.trial).validation > 0),
  );

/** Which of many is best, by what it was selected, and its test error; over seeds by the mean. */
function bestStatement(subjects: readonly Subject[], measure: Measure): Statement[] {
  const task = taskOf(subjects[0]!.trials[0]!.plan.trial.dataset);
  const validation = mainMeasure(task, 'validation');
  const held = hasValidation(subjects) && ranked(subjects, validation).length > 1;
  const selecting = held ? validation : measure;
  const order = ranked(subjects, selecting);
  const [best, ...others] = order;
  if (best === undefined || others.length === 0) return [];
  const level = tiedWithBest(order, selecting).length - 1;
  const test = ranked([best.subject], measure)[0];
  const own = figureOf(best, selecting);
  const tested = test === undefined || !held ? null : figureOf(test, measure);
  const tie =
    level === 0
      ? ''
      : `, though ${count(level)} of the other ${count(others.length)} ${level === 1 ? 'is' : 'are'} not clearly worse`;
  const after =
    tested === null
      ? '; selected on the test rows, this figure is optimistic'
      : `; its ${measure.name}, which took no part in the selection, is ${tested.text}`;
  return [
    {
      id: 'outcome',
      text: `${capital(nameOf(best))} has the best ${selecting.name} (${own.text})${tie}${after}.`,
      restsOn: tested === null ? [own] : [own, tested],
      rank: 0,
    },
  ];
}

const figureOf = ({ subject, range }: Ranked, measure: Measure) =>
  meanFigure(subject, `${measure.name} at the end`, range, measure.write);

/** Accuracies on training and test rows: whether what was learned carries over. */
export function gapStatement({ subjects, trials }: Evidence): Statement[] {
  const [test, train] = [mainMeasure('classification'), mainMeasure('classification', 'train')];
  const gaps = subjects
    .flatMap(({ trials: own }) => own)
    .flatMap((trial) => gapOf(trial, train, test));
  const [largest] = gaps.toSorted((a, b) => b.gap - a.gap);
  if (largest === undefined || trials.length === 0) return [];
  const { trial, error } = largest;
  const size = figure(
    [trial.plan.id],
    'training less test accuracy',
    largest.gap,
    points(largest.gap),
  );
  const bound = figure([trial.plan.id], 'sampling error of the test rows', error, points(error));
  if (largest.gap > error) return [];
  return [
    {
      id: 'no-gap',
      text: `No network overfits: training accuracy exceeds test accuracy by ${size.text} at most, within the sampling error of ${count(trialCounts(trial.plan.trial).test)} test rows (±${bound.text}).`,
      restsOn: [size, bound],
      rank: 4,
    },
  ];
}

function gapOf(trial: TrialState, train: Measure, test: Measure) {
  const [own, other] = [finalOf(trial.epochs, train), finalOf(trial.epochs, test)];
  if (own === null || other === null) return [];
  const error = samplingError(other, trialCounts(trial.plan.trial).test);
  return [{ trial, gap: own - other, error }];
}

/** Names the trials that diverged, died or stayed at chance, and those that were left out. */
import { chanceOf } from '../lab/class-figures.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted, percent } from '../base/numbers.ts';
import { deadShare, diagnose, type Diagnosis } from './diagnosis.ts';
import { joined, maxNamed } from './prose.ts';
import { trialName } from './subjects.ts';
import type { Figure, Finding } from './types.ts';
import { isFinished } from '../document/trial-status.ts';

interface Case {
  readonly trial: TrialState;
  readonly diagnosis: Diagnosis;
}

/** The predicate of several trials with the same diagnosis. */
const predicates: Readonly<Record<Diagnosis['kind'], string>> = {
  diverged: 'diverged',
  'dead-layer': 'end with a dead hidden layer',
  'dead-units': 'end with at least half of their ReLU units dead',
  chance: 'end at chance',
  mean: 'are no better than always predicting the mean',
  overfitting: 'overfit',
  improving: 'were still improving when training ended',
};

export function troubleFindings(trials: readonly TrialState[]): Finding[] {
  const cases = trials.flatMap((trial) =>
    diagnose(trial).map((diagnosis): Case => ({ trial, diagnosis })),
  );
  const kinds: readonly Diagnosis['kind'][] = [
    'diverged',
    'chance',
    'mean',
    'dead-layer',
    'dead-units',
    'overfitting',
    'improving',
  ];
  return kinds.flatMap((kind) => {
    const own = cases.filter(({ diagnosis }) => diagnosis.kind === kind);
    if (own.length === 0) return [];
    return own.length === 1 ? [single(own[0]!)] : [several(kind, own, trials.length)];
  });
}

const topicOf = (kind: Diagnosis['kind']): Finding['topic'] =>
  kind === 'overfitting' || kind === 'improving' ? 'training' : 'troubles';

function single({ trial, diagnosis: { kind, explanation, figures } }: Case): Finding {
  const only = Object.keys(trial.plan.values).length === 0;
  const text = only
    ? explanation
    : `With ${trialName(trial)}, ${explanation.slice(0, 1).toLowerCase()}${explanation.slice(1)}`;
  return { id: kind, topic: topicOf(kind), text, restsOn: figures };
}

/** "4 of 9 trials …: a (10.0 %, loss 2.303), b (…)." */
function several(kind: Diagnosis['kind'], cases: readonly Case[], all: number): Finding {
  const shown = cases.slice(0, maxNamed);
  const rest = cases.length - shown.length;
  const arrow = kind === 'overfitting' || kind === 'improving';
  const items = shown.map(
    ({ trial, diagnosis: { figures } }) =>
      `${trialName(trial)} (${figures.map(({ text }) => text).join(arrow ? ' → ' : ', ')})`,
  );
  const more = rest === 0 ? '' : ` and ${count(rest)} more`;
  const who =
    cases.length === all
      ? `All ${counted(all, 'trial')}`
      : `${count(cases.length)} of ${counted(all, 'trial')}`;
  return {
    id: kind,
    topic: topicOf(kind),
    text: `${who} ${predicates[kind]}${detailOf(kind, shown[0]!)}: ${rest === 0 ? joined(items) : items.join(', ')}${more}.`,
    restsOn: shown.flatMap(({ diagnosis }) => diagnosis.figures),
  };
}

/** With imbalanced classes, guessing means always predicting the most frequent one. */
function detailOf(kind: Diagnosis['kind'], { trial: { plan, classes } }: Case): string {
  return kind === 'chance' && chanceOf(plan.trial, classes)?.equal === false
    ? ', no better than always predicting the most frequent class (accuracy, test loss)'
    : details[kind];
}

/** What follows the predicate: more about the diagnosis, and what the brackets behind each name contain. */
const details: Readonly<Record<Diagnosis['kind'], string>> = {
  diverged: ', their loss no longer finite (first such step)',
  'dead-layer':
    ', in which every ReLU unit outputs zero for every sampled training row, so no gradient flows through it',
  'dead-units': ' (zero output for every sampled training row)',
  chance: ', their test accuracy no better than guessing (accuracy, test loss)',
  mean: ' of the training targets (test MSE, MSE of the mean)',
  overfitting:
    ', the test loss rising while the training loss falls (lowest mean test loss → last)',
  improving: ' (mean test loss before → at the end)',
};

/** The share of dead units, also where it is no trouble: the range over the trials. */
export function deadFindings(trials: readonly TrialState[]): Finding[] {
  const measured = trials.flatMap((trial) => {
    const share = deadShare(trial);
    return share === null ? [] : [{ trial, share, text: percent(share, 0) }];
  });
  const [first, ...others] = measured;
  if (first === undefined) return [];
  const rows = count(first.trial.deadUnits?.rows ?? 0);
  const when = first.trial.plan.trial.epochs === 0 ? 'Before training,' : 'At the end,';
  const figure = ({ trial, share, text }: typeof first): Figure => ({
    trials: [trial.plan.id],
    name: 'share of dead units',
    value: share,
    text,
  });
  const made = (text: string, restsOn: readonly Figure[]): Finding[] => [
    { id: 'dead-share', topic: 'training', text, restsOn },
  ];
  const what = 'of the hidden ReLU units are dead';
  const meaning = `(they output zero for each of ${rows} training rows)`;
  if (others.length === 0 || measured.every(({ text }) => text === first.text)) {
    const who = others.length === 0 ? '' : ' in every trial';
    return made(`${when} ${first.text} ${what}${who} ${meaning}.`, measured.map(figure));
  }
  if (measured.length <= maxNamed) {
    const [, ...items] = measured.map((each) => `${each.text} with ${trialName(each.trial)}`);
    return made(
      `${when} ${first.text} ${what} with ${joined([trialName(first.trial), ...items])} ${meaning}.`,
      measured.map(figure),
    );
  }
  const order = measured.toSorted((a, b) => a.share - b.share);
  const [min, max] = [order[0]!, order.at(-1)!];
  return made(
    `${when} between ${min.text} (${trialName(min.trial)}) and ${max.text} (${trialName(max.trial)}) ${what} ${meaning}.`,
    [figure(min), figure(max)],
  );
}

/** Trials that are left out because they did not finish. */
export function leftOut(trials: readonly TrialState[]): Finding[] {
  const out = trials.filter((trial) => !isFinished(trial));
  if (out.length === 0) return [];
  const names = out.slice(0, maxNamed).map((trial) => `${trialName(trial)} (${trial.status})`);
  const more = out.length > names.length ? `, and ${count(out.length - names.length)} more` : '';
  const text = counted(out.length, 'trial');
  return [
    {
      id: 'left-out',
      topic: 'limits',
      text: `${text} of ${count(trials.length)} ${out.length === 1 ? 'is left out because it' : 'are left out because they'} did not finish: ${more === '' ? joined(names) : names.join(', ')}${more}.`,
      restsOn: [
        {
          trials: out.map(({ plan }) => plan.id),
          name: 'trials left out',
          value: out.length,
          text,
        },
      ],
    },
  ];
}

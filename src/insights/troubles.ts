/** Diverged, dead and chance-level trials by name, and what was left out. */
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

/** What each kind of trouble is called where several trials share it. */
const together: Readonly<Record<Diagnosis['kind'], string>> = {
  diverged: 'diverged',
  'dead-layer': 'end with a hidden layer of which every ReLU unit is dead',
  'dead-units': 'end with at least half of their ReLU units dead',
  chance: 'end at chance',
  mean: 'are no better than always predicting the mean',
  overfitting: 'overfit at the end',
  improving: 'still improved at the end',
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
    : `With ${trialName(trial)} ${explanation.slice(0, 1).toLowerCase()}${explanation.slice(1)}`;
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
    text: `${who} ${together[kind]}${namesOf(kind, shown[0]!)}: ${rest === 0 ? joined(items) : items.join(', ')}${more}.`,
    restsOn: shown.flatMap(({ diagnosis }) => diagnosis.figures),
  };
}

/** Of unequal classes guessing is always saying the same. */
function namesOf(kind: Diagnosis['kind'], { trial: { plan, classes } }: Case): string {
  return kind === 'chance' && chanceOf(plan.trial, classes)?.equal === false
    ? ', no better than always predicting the most frequent class (accuracy, test loss)'
    : figureNames[kind];
}

/** What stands in the brackets behind each name. */
const figureNames: Readonly<Record<Diagnosis['kind'], string>> = {
  diverged: ', their loss no longer a number (from which step on)',
  'dead-layer': ' (zero for every sampled training row, so that no gradient of theirs passes it)',
  'dead-units': ' (zero for every sampled training row)',
  chance: ', their test accuracy no better than guessing (accuracy, test loss)',
  mean: ' of the training targets (test MSE, that of the mean)',
  overfitting: ', the test loss rising while the training loss falls (least mean test loss → last)',
  improving: ' (mean test loss before → at the end)',
};

/** How many units are dead where it is no trouble yet: the range over the trials. */
export function deadFindings(trials: readonly TrialState[]): Finding[] {
  const measured = trials.flatMap((trial) => {
    const share = deadShare(trial);
    return share === null ? [] : [{ trial, share, text: percent(share, 0) }];
  });
  const [first, ...others] = measured;
  if (first === undefined) return [];
  const rows = count(first.trial.deadUnits?.rows ?? 0);
  const when = first.trial.plan.trial.epochs === 0 ? 'Before training' : 'At the end';
  const figure = ({ trial, share, text }: typeof first): Figure => ({
    trials: [trial.plan.id],
    name: 'share of dead units',
    value: share,
    text,
  });
  const made = (text: string, restsOn: readonly Figure[]): Finding[] => [
    { id: 'dead-share', topic: 'training', text, restsOn },
  ];
  const what = `of the hidden ReLU units give zero for each of ${rows} training rows`;
  if (others.length === 0 || measured.every(({ text }) => text === first.text)) {
    const who = others.length === 0 ? '' : ' in every trial';
    return made(`${when} ${first.text} ${what}${who}.`, measured.map(figure));
  }
  if (measured.length <= maxNamed) {
    const items = measured.map((each) => `${each.text} with ${trialName(each.trial)}`);
    return made(`${when}, ${joined(items)} ${what}.`, measured.map(figure));
  }
  const order = measured.toSorted((a, b) => a.share - b.share);
  const [least, most] = [order[0]!, order.at(-1)!];
  return made(
    `${when}, between ${least.text} (${trialName(least.trial)}) and ${most.text} (${trialName(most.trial)}) ${what}.`,
    [figure(least), figure(most)],
  );
}

/** Trials that say nothing, because they did not get to their end. */
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
      text: `Left out, because not finished: ${text} of ${count(trials.length)}, ${more === '' ? joined(names) : names.join(', ')}${more}.`,
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

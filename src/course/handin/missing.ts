/** Lists what a report lacks, before it is printed. */
import { theoryTexts } from '../answers/texts.ts';
import { count, counted } from '../../base/numbers.ts';
import { standInText } from '../../text/marks.ts';
import { runOf } from './runs.ts';
import { notAgreed, undescribed } from './own/answered.ts';
import { questionGroups, type Question } from './questions.ts';
import type { HandIn, Missing } from './types.ts';
import { isFinished } from '../../document/trial-status.ts';

/** The experiment whose networks I1a and I1b show. */
const startsFrom = 'I1c';

/** In the order of the report; [] if it is complete. Questions that the student excludes do not count. */
export function missingParts(handIn: HandIn): readonly Missing[] {
  const { without = new Set() } = handIn;
  const wanted = <T extends { readonly question: string }>(all: readonly T[]): T[] =>
    all.filter(({ question }) => !without.has(question));
  return [
    ...fields(handIn),
    ...wanted(theory(handIn)),
    ...wanted(
      questionGroups.flatMap(({ questions }) =>
        questions.flatMap((question) => [...data(handIn, question), ...runs(handIn, question)]),
      ),
    ),
    ...wanted(undescribed(handIn)),
    ...wanted(notAgreed(handIn)),
  ];
}

function fields({ student }: HandIn): Missing[] {
  const words = { name: 'Your name', id: 'Your student number', course: 'The course' } as const;
  return (['name', 'id', 'course'] as const).flatMap((key) =>
    student[key].trim() === ''
      ? [
          {
            question: '',
            kind: 'student' as const,
            what: `${words[key]} is empty.`,
            experiment: null,
          },
        ]
      : [],
  );
}

const theory = ({ theory: answers }: HandIn): Missing[] =>
  theoryTexts.flatMap(({ name, title }) =>
    answers.some((answer) => answer.name === name)
      ? []
      : [{ question: name, kind: 'theory', what: `${title} is not answered.`, experiment: null }],
  );

function data({ data: { housing, starts }, runs: all }: HandIn, { name }: Question): Missing[] {
  const missing = (what: string, experiment: string | null = null): Missing[] => [
    { question: name, kind: 'data', what, experiment },
  ];
  if ((name === 'I2a' || name === 'I2b') && housing === null) {
    return missing('The housing data are unavailable.');
  }
  if (name === 'I1b' && starts.length === 0) {
    return missing('The untrained networks have not been inspected.');
  }
  if (name === 'I1a' && starts.length === 0 && all.length === 0) {
    return missing('The network has not been inspected.', startsFrom);
  }
  if ((name === 'I2a' || name === 'I2b') && housing?.name === 'housing-synthetic') {
    return [
      {
        question: name,
        kind: 'stand-in',
        what: 'The report shows generated stand-in data, not California housing.',
        experiment: null,
      },
    ];
  }
  return [];
}

function runs(handIn: HandIn, { name, presets }: Question): Missing[] {
  return presets.flatMap((experiment): Missing[] => {
    const run = runOf(handIn, experiment);
    if (run === undefined) {
      const what = `Experiment ${experiment} has not been run.`;
      return [{ question: name, kind: 'run', what, experiment }];
    }
    const open = run.trials.filter((trial) => !isFinished(trial));
    const standIn = standInText(run.trials);
    return [
      ...(open.length === 0
        ? []
        : [
            {
              question: name,
              kind: 'trials' as const,
              what: `${count(open.length)} of ${counted(run.trials.length, 'trial')} of ${experiment} did not finish.`,
              experiment,
            },
          ]),
      ...(standIn === ''
        ? []
        : [
            {
              question: name,
              kind: 'stand-in' as const,
              what: `Experiment ${experiment} was run on ${standIn}.`,
              experiment: null,
            },
          ]),
    ];
  });
}

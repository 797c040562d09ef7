/** The texts of a run's provenance, and of the result of retraining its trials. */
import { studentSeed, variesSeed } from '../../../document/classroom.ts';
import type { Student } from '../../../formats/results/document.ts';
import type { StoredRun } from '../../../lab/kept/stored-run.ts';
import { dateText } from '../../../base/numbers.ts';
import type { Verdict } from '../../../lab/verify.ts';
import { adviceFor } from '../../../text/advice.ts';
import { comparisonText } from '../../../text/comparison.ts';

/** Retraining, with its progress 0 … 1; or the result. */
export type Shown = { readonly kind: 'running'; readonly fraction: number } | Verdict;

/** "equal, bit for bit", or the difference and its likely reason. */
export function verdictText(shown: Shown): string {
  switch (shown.kind) {
    case 'running':
      return `retraining, ${Math.floor(shown.fraction * 100)}\u00a0%`;
    case 'trial':
      return comparisonText(shown.recorded, shown.again, shown.comparison);
    case 'model':
      return shown.proven ? 'equal weights, bit for bit' : 'different weights';
    case 'other data':
      return `trained on different data: ${shown.found}, here ${shown.wanted}`;
    case 'none':
      return shown.error === null ? 'Cancelled.' : adviceFor(shown.error);
    default:
      return shown satisfies never;
  }
}

/** The provenance of a run for a class: whose it is, and what was predicted. */
export function classFacts(run: StoredRun): (readonly [term: string, text: string])[] {
  const { student, prediction } = run;
  const who = student === undefined ? [] : [['Student', studentText(run, student)] as const];
  if (prediction === undefined) return who;
  const { question, answer, date } = prediction;
  return [
    ...who,
    ['Question', question],
    ['Prediction', `${answer}\n(written ${dateText(Date.parse(date))})`],
  ];
}

/** Documents come from anywhere, so the seed they state is checked. */
function studentText({ experiment }: StoredRun, { id, seed }: Student): string {
  const own = studentSeed(id, experiment.name);
  if (seed !== own) return `${id}, with seed ${seed}, which does not match this id (${own})`;
  if (variesSeed(experiment)) return `${id}; the seeds are an axis, the same for all`;
  return experiment.trial.seed === seed
    ? `${id}, with seed ${seed}, derived from the id`
    : `${id}, but the run used a different seed from this id’s (${own})`;
}

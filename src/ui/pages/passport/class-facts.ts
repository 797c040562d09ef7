/** The provenance of a run for a class: whose it is, and what was predicted. */
import { studentSeed, variesSeed } from '../../../document/classroom.ts';
import type { Student } from '../../../formats/results/document.ts';
import type { StoredRun } from '../../../lab/kept/stored-run.ts';
import { dateText } from '../../../base/numbers.ts';

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

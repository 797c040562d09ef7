/** `--student`: a student's seed, derived as on the page. */
import { sameId, studentSeed, variesSeed, withSeed } from '../../src/document/classroom.ts';
import { limits } from '../../src/document/limits.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { Student } from '../../src/formats/results/document.ts';
import { issueLines, type Plan } from './documents.ts';
import { quoted } from './options.ts';
import { Problem, UsageProblem } from './problem.ts';
import { oneLine } from './terminal.ts';

interface StudentPlan {
  readonly plan: Plan;
  readonly student: Student | null;
}

/** The experiment with the student's seed. Throws UsageProblem where the id is invalid. */
export function forStudent(plan: Plan, given: string | undefined): StudentPlan {
  if (given === undefined) return { plan, student: null };
  const id = sameId(given);
  if (id === '' || id.length > limits.studentId) {
    const expected = `1 to ${limits.studentId} characters other than spaces`;
    throw new UsageProblem(`--student: wanted an id of ${expected}, got ${quoted(given)}.`);
  }
  const { experiment } = plan;
  const student = { id, seed: studentSeed(id, experiment.name) };
  const parsed = parseExperiment(withSeed(experiment, student.seed));
  if (parsed.ok) return { plan: parsed, student };
  throw new Problem(
    `With the seed of ${oneLine(id)} the experiment is not valid:${issueLines(parsed.issues)}`,
  );
}

/** The student's seed, or a note that the experiment has one per student; '' otherwise. */
export function studentText({ experiment }: Plan, student: Student | null): string {
  if (student === null) {
    return experiment.classroom?.studentSeed === true
      ? 'This experiment has a different seed for each student; --student ID sets it.'
      : '';
  }
  return variesSeed(experiment)
    ? `Student ${oneLine(student.id)}: the seeds are an axis and stay as they are.`
    : `Student ${oneLine(student.id)}: seed ${student.seed}.`;
}

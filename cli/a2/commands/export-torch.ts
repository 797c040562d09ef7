/** `a2 export-torch`: an experiment as a PyTorch program, the same that the page offers. */
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import { readPlan } from '../documents.ts';
import { invocation } from '../invocation.ts';
import { oneOperand, parseOptions, wholeNumber } from '../options.ts';
import { openOutput } from '../output.ts';
import { exitCodes, Problem } from '../problem.ts';
import { forStudent, studentText } from '../student.ts';
import { shown, told } from '../streams.ts';

const help = `${invocation} export-torch <experiment.json | preset | -> [--out FILE] [--trial N] [--student ID]

Writes a Python program that trains the same trials with torch and numpy.

  --out FILE     the file to write (default: standard output)
  --trial N      only this trial, counted from 1
  --student ID   use the student's seed, which is derived from the id as on the page
`;

export async function exportTorch(args: readonly string[], root: string): Promise<number> {
  const kinds = { out: 'string', trial: 'string', student: 'string' } as const;
  const { values, operands, help: asked } = parseOptions('export-torch', kinds, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const source = oneOperand('export-torch', 'one experiment (a file, a preset or -)', operands);
  const { plan, student } = forStudent(await readPlan(source, root), values.student);
  const { experiment, trials } = plan;
  const number =
    values.trial === undefined ? null : wholeNumber('--trial', values.trial, 1, trials.length);
  const chosen = number === null ? trials : trials.slice(number - 1, number);
  if (new Set(chosen.map(({ trial }) => trial.dataset.name)).size > 1) {
    throw new Problem(
      `A program reads one dataset, but the trials of ${experiment.name} use several. Choose one trial with --trial N, N from 1 to ${trials.length}.`,
    );
  }
  const out = await openOutput('--out', values.out ?? '-');
  const written = await out.write(pytorchProgram(experiment, chosen));
  const about = studentText(plan, student);
  if (about !== '') told(about);
  if (out.name !== '-') told(`Program written to ${written}.`);
  return exitCodes.done;
}

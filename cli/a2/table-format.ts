/** Changes how an experiment's table is read. */
import { openAsBlob } from 'node:fs';
import { parseExperiment } from '../../src/document/parse.ts';
import { fullCsv, type CsvSettings } from '../../src/document/table.ts';
import { tableOf } from '../../src/document/parameters.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import { refitted } from '../../src/data/tables/plan.ts';
import { issueLines, type Plan } from './documents.ts';
import { messageOf, Problem, UsageProblem } from './problem.ts';

/**
 * The plan with the table format of the options, which makes it a different experiment with other trial ids.
 * Throws UsageProblem where there is no table, Problem where the document does not fit the table
 * as it is now read.
 */
export async function withFormat(
  plan: Plan,
  file: string | undefined,
  told: Partial<CsvSettings>,
): Promise<Plan> {
  const [option] = Object.keys(told);
  if (option === undefined) return plan;
  const { experiment, trials } = plan;
  const table = trials.map(({ trial }) => tableOf(trial.dataset)).find((each) => each !== null);
  if (file === undefined || table === undefined) {
    throw new UsageProblem(`--${option} says how a table is read. Wanted --table FILE as well.`);
  }
  const csv = { ...fullCsv(table.csv), rules: 2, ...told } as const;
  const blob = await openAsBlob(file).catch((error: unknown) => {
    throw new UsageProblem(`--table: ${file} cannot be read: ${messageOf(error)}.`);
  });
  const own = await parseTable(blob, { title: file, csv });
  if (own.info.sha256 !== table.sha256) {
    throw new UsageProblem(
      `--table: wanted ${table.title} with the sha256 ${table.sha256}, but ${file} has ${own.info.sha256}.`,
    );
  }
  const { dataset } = trials[0]!.trial;
  const trial = { ...experiment.trial, dataset: { ...dataset, table: refitted(own, table) } };
  const parsed = parseExperiment({ ...experiment, trial });
  if (parsed.ok) return parsed;
  throw new Problem(
    `Read this way, the table does not give a valid experiment:${issueLines(parsed.issues)}`,
  );
}

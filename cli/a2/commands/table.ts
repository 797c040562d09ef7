/** `a2 table`: shows how a CSV file is read, and writes an experiment on it. */
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { contentHash } from '../../../src/document/hash.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { CsvSettings, TableSettings } from '../../../src/document/table.ts';
import { LabError } from '../../../src/base/errors.ts';
import { firstDraft, withTable } from '../../../src/data/tables/document.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import {
  countRows,
  isUsable,
  retargeted,
  suggestedChoice,
  tableSettings,
  tasksFor,
  whyNoTarget,
  type TableChoice,
} from '../../../src/data/tables/plan.ts';
import type { OwnTable, TableInfo } from '../../../src/protocol/table.ts';
import { formatText } from '../../../src/text/csv-format.ts';
import { count, counted } from '../../../src/base/numbers.ts';
import { useText, valuesText } from '../../../src/text/table-columns.ts';
import { textTable } from '../columns.ts';
import { doubtText } from '../doubts.ts';
import { csvHelp, csvKinds, csvOf } from '../csv-options.ts';
import { issueLines } from '../documents.ts';
import { invocation, typed } from '../invocation.ts';
import { oneOf, oneOperand, parseOptions, quoted, type OptionValues } from '../options.ts';
import { openOutput } from '../output.ts';
import { exitCodes, Problem, UsageProblem } from '../problem.ts';
import { shown, told } from '../streams.ts';
import { oneLine, spaced } from '../terminal.ts';

const kinds = {
  ...csvKinds,
  target: 'string',
  task: 'string',
  columns: 'string',
  categories: 'string',
  gaps: 'string',
  out: 'string',
} as const;

const help = `${invocation} table <file.csv> [options]

Reads your own table as the playground does and prints how: the separators, the values read as
missing, the type of each column, and both readings of the first rows where a guess is
uncertain. With --out it also writes an experiment on the table, which the command run trains.

How the file is written (guessed where omitted):
${csvHelp}
Target and features:
  --target NAME     the column to predict (default: the last possible one)
  --task TASK       classification or regression
  --columns A,B,…   the feature columns (default: all usable ones)
  --categories A,…  feature columns whose numbers are categories
  --gaps HOW        rows with missing values: drop them, or fill in the mean
  --out FILE        write the experiment as JSON; "-" prints it to standard output instead of the rest

Exit code: 0 when the table was read, 1 when it could not be read, 2 when the command line is wrong.
`;

export async function table(args: readonly string[]): Promise<number> {
  const { values, operands, help: asked } = parseOptions('table', kinds, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const file = oneOperand('table', 'one CSV file', operands);
  if ((await stat(file).catch(() => null))?.isFile() !== true) {
    throw new UsageProblem(`a2 table: wanted a file, got ${quoted(file)}, which is not a file.`);
  }
  const csv = csvOf(values);
  const out = values.out === undefined ? null : await openOutput('--out', values.out);
  const own = await readTable(file, csv);
  const toStdout = out?.name === '-';
  const choice = choiceOf(own.info, values);
  const shownInfo = spaced(description(own.info, choice?.target));
  if (choice === null) {
    if (!toStdout) await shown(shownInfo);
    throw new Problem(
      `${path.basename(file)}: no column can be predicted. Wanted a column of numbers, or one with 2 to 256 different values.`,
    );
  }
  const settings = tableSettings(own.info, choice, countRows(own, choice.target, choice.columns));
  // The file first: what is printed can be printed again.
  const written =
    out === null ? '' : await out.write(`${JSON.stringify(documentOf(settings), null, 2)}\n`);
  if (toStdout) return exitCodes.done;
  await shown(`${shownInfo}${spaced(`\n${choiceText(settings, choice)}\n`)}`);
  if (out !== null) {
    told(
      `Written to ${written}; train it with ${invocation} run ${typed(written)} --table ${typed(file)}`,
    );
  }
  return exitCodes.done;
}

async function readTable(file: string, csv: ReturnType<typeof csvOf>): Promise<OwnTable> {
  const used: CsvSettings[] = [];
  try {
    return await parseTable(await openAsBlob(file), {
      title: path.basename(file),
      csv,
      onFormat: (format) => used.push(format),
    });
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const tried = used.slice(-1).map((format) => ` It was read with ${formatText(format)}.`);
    throw new Problem(
      `${error.message}${tried.join('')} ${invocation} table --help lists the options that change how it is read.`,
      { cause: error },
    );
  }
}

function description(info: TableInfo, target: string | undefined): string {
  const { title, rows, columns, csv, ragged, short, doubts } = info;
  const lines = [
    `${title}: ${counted(rows, 'row')}, ${counted(columns.length, 'column')}`,
    `Read with ${formatText(csv)}.`,
    ...(ragged === null
      ? []
      : [
          `${counted(ragged.count, 'row')} left out because of a different number of cells; the first is line ${count(ragged.line)}.`,
        ]),
    ...(short === null
      ? []
      : [
          `${counted(short.count, 'row')} with fewer cells than columns, whose last cells are treated as empty; the first is line ${count(short.line)}.`,
        ]),
  ];
  const head = ['column', 'known', 'missing', 'used as', 'values'].map((each, at) => ({
    head: each,
    right: at === 1 || at === 2,
  }));
  const cells = columns.map((column) => [
    column.name.slice(0, 30),
    count(column.known),
    count(column.missing) + gapsOf(column),
    column.name === target ? 'target' : useText(column, false, 'named in --columns'),
    valuesText(column).slice(0, 60),
  ]);
  return `${lines.join('\n')}\n${doubts.map((doubt) => doubtText(doubt)).join('')}\n${textTable(head, cells)}\n`;
}

const gapsOf = ({ gaps }: TableInfo['columns'][number]): string =>
  gaps.length === 0 ? '' : ` (${gaps.map(([word]) => word.slice(0, 12)).join(' ')})`;

const listed = (text: string | undefined): string[] | null =>
  text === undefined
    ? null
    : text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');

/** Throws UsageProblem where a name is not a column of the table, or the column cannot be used this way. */
function choiceOf(info: TableInfo, values: OptionValues<typeof kinds>): TableChoice | null {
  const named = (option: string, name: string) => {
    const column = info.columns.find((each) => each.name === name);
    if (column !== undefined) return column;
    const all = info.columns.map((each) => oneLine(each.name)).join(', ');
    throw new UsageProblem(
      `${option}: wanted a column of the table (${all}), got ${quoted(name)}.`,
    );
  };
  const suggested = suggestedChoice(info);
  const target = values.target ?? suggested?.target;
  if (suggested === null || target === undefined) return null;
  const column = named('--target', target);
  const tasks = tasksFor(column);
  const choice = target === suggested.target ? suggested : retargeted(info, suggested, target);
  if (choice === null || tasks.length === 0) {
    throw new UsageProblem(
      `--target: ${target} cannot be predicted: ${whyNoTarget(column) ?? ''}.`,
    );
  }
  const task = values.task === undefined ? choice.task : oneOf('--task', values.task, tasks);
  const columns = listed(values.columns) ?? choice.columns;
  for (const name of columns) {
    if (name === target) throw new UsageProblem(`--columns: ${name} is the target.`);
    const each = named('--columns', name);
    if (!isUsable(each)) {
      throw new UsageProblem(`--columns: ${name} cannot be a feature: ${useText(each)}.`);
    }
  }
  const categories = listed(values.categories) ?? [];
  for (const name of categories) {
    named('--categories', name);
    if (!columns.includes(name)) {
      throw new UsageProblem(`--categories: ${name} is not among the feature columns.`);
    }
  }
  const missing =
    values.gaps === undefined ? choice.missing : oneOf('--gaps', values.gaps, ['drop', 'mean']);
  return { target, task, columns, categories, missing };
}

function choiceText(settings: TableSettings, { columns }: TableChoice): string {
  const { target, task, classes, rows, complete, missing, features } = settings;
  const as = task === 'classification' ? `one of ${classes.length} classes` : 'a number';
  const gaps =
    missing === 'drop'
      ? `${counted(complete, 'row')} used, ${count(rows - complete)} left out because of missing values`
      : `${counted(rows, 'row')} used, missing values filled in in ${count(rows - complete)} of them`;
  return `Predicts ${target} as ${as} from ${columns.join(', ') || 'nothing'} (${counted(features.length, 'input')}); ${gaps}.`;
}

/** Throws Problem where the choice is not a valid experiment. */
function documentOf(settings: TableSettings): unknown {
  const name = `table-${contentHash(settings).slice(0, 8)}`;
  const document = { ...withTable(firstDraft, settings), name, title: settings.title };
  const parsed = parseExperiment(document);
  if (parsed.ok) return parsed.experiment;
  throw new Problem(`This choice is not a valid experiment:${issueLines(parsed.issues)}`);
}

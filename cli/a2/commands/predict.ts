/** `a2 predict`: a trained model's predictions for rows of a table, or for images. */
import { readFile } from 'node:fs/promises';
import { isSynthetic } from '../../../src/document/parameters.ts';
import { readModel } from '../../../src/formats/model/model-file.ts';
import {
  idxImages,
  imageSize,
  predictImages,
  type ImagesReport,
} from '../../../src/lab/predict/predict-images.ts';
import { predictTable, type TableReport } from '../../../src/lab/predict/predict-table.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { csvHelp, csvKinds, csvOf } from '../csv-options.ts';
import { Interrupt } from '../interrupt.ts';
import { invocation } from '../invocation.ts';
import { parseOptions, quoted, type OptionValues } from '../options.ts';
import { brightText, emptyText, readingText, truthText } from '../predict/notes.ts';
import { pngImages } from '../predict/png.ts';
import { RowProgress } from '../predict/progress.ts';
import { openSource, type Source, type SourceKind } from '../predict/source.ts';
import { exitCodes, messageOf, Problem, systemCode, UsageProblem } from '../problem.ts';
import { reportError } from '../report-error.ts';
import { openRowOutput, type RowOutput } from '../row-output.ts';
import { shown, told } from '../streams.ts';

const kinds = {
  out: 'string',
  raw: 'boolean',
  target: 'string',
  'keep-going': 'boolean',
  invert: 'boolean',
  ...csvKinds,
  quiet: 'boolean',
} as const;

type Values = OptionValues<typeof kinds>;

const help = `${invocation} predict <model.safetensors> <rows> [options]

Predicts rows with a model that the lab wrote (run --models, a hand-in, or the page). The model's file is
enough: it holds the weights, the names of the columns and how they are standardised. Rows are read and
predicted as a stream, so there may be any number of them. They are

  a CSV file         for a model of a table. Columns are found by their names, in any order; others are
                     not read. A column that is missing is an error. Blank lines and comments are no rows.
  an IDX file        of images, for a model of images
  PNG files          one or several, of the size that the model reads. Colours become grey; the images
                     should be bright on dark, like those of the training.
  -                  standard input, as CSV or IDX

Any CSV or IDX file may be compressed with gzip. The output is CSV with one line for each row, in the same
order: for classes the prediction and the probability of each class, P(name), otherwise the predicted value,
with its unit in the header. Numbers have the digits that identify a float32.

  --out FILE         write to this file instead of standard output; it appears when it is complete
  --raw              the network's outputs instead of probabilities
  --keep-going       leave a row's prediction empty where a cell cannot be used (a text for a number, an
                     unknown category, too many cells) instead of stopping there
  --target NAME      the column with the truth, if the table has it (default: the one that the model was
                     trained to predict); standard error then says how many are right, or the errors
  --invert           exchange bright and dark in images
  --quiet            no progress, and only what concerns rows without a prediction

Missing values are treated as in training: filled in with the mean of the training rows if it did so,
otherwise the row's prediction is empty, and standard error says how many there are.

How the CSV file is written (guessed where omitted; for a table of your own, doubts are settled by how the
training table was written; column names are expected in the first row):
${csvHelp}
Ctrl-C stops the work; a file of --out is then left as it was.
Exit code: 0 when there is a line for every row, 1 when the rows or the model cannot be read, or the output
is elsewhere or was not read to its end, 2 when the command line is wrong, 130 when it was stopped.
`;

export async function predict(args: readonly string[]): Promise<number> {
  const { values, operands, help: asked } = parseOptions('predict', kinds, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const [file, ...rows] = operands;
  if (file === undefined || rows.length === 0) {
    const got = file === undefined ? 'nothing' : `only ${quoted(file)}`;
    throw new UsageProblem(
      `a2 predict needs a model and its rows (a CSV, IDX or PNG file, or -), got ${got}. See ${invocation} predict --help.`,
    );
  }
  const csv = csvOf(values);
  const model = await modelOf(file);
  const out = await openRowOutput('--out', values.out ?? '-');
  const interrupt = new Interrupt();
  try {
    await predicted({ file, model, rows, out, csv, values, signal: interrupt.signal });
    return exitCodes.done;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    // Output that no one takes would keep the program from ending.
    if (process.stdout.writableLength > 0) process.exit(reportError(interrupt.signal.reason));
    throw interrupt.signal.reason;
  } finally {
    interrupt.dispose();
  }
}

async function modelOf(file: string): Promise<TrainedModel> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[systemCode(error)];
    throw new UsageProblem(
      `${file} cannot be read: ${reason ?? messageOf(error)}. Wanted a model (.safetensors).`,
    );
  });
  return readModel(bytes, file);
}

interface Work {
  /** The model's file. */
  readonly file: string;
  readonly model: TrainedModel;
  /** Names of the files with rows; at least one. */
  readonly rows: readonly string[];
  readonly out: RowOutput;
  readonly csv: ReturnType<typeof csvOf>;
  readonly values: Values;
  readonly signal: AbortSignal;
}

async function predicted(work: Work): Promise<void> {
  const { file, model, rows, values, signal } = work;
  const { name } = model.trial.dataset;
  const size = imageSize(model);
  const first = await openSource(rows[0]!, signal);
  requireKind(size === null ? ['text'] : ['idx', 'png'], first, work);
  if (first.kind !== 'png' && rows.length > 1) {
    throw new UsageProblem(
      `a2 predict reads one file of rows, or several PNG images, got ${quoted(rows[1]!)} as well.`,
    );
  }
  if (values.quiet !== true && isSynthetic(name)) {
    told(`${file} was trained on ${nameOf(name)}: generated data, not the real data.`);
  }
  if (size === null) await predictedTable(work, first);
  else await predictedImages(work, first, size);
}

const kindNames: Readonly<Record<SourceKind, string>> = {
  text: 'a text file',
  idx: 'an IDX file',
  png: 'a PNG image',
};

/** Throws Problem where a model of tables gets an image, or the reverse. */
function requireKind(wanted: readonly SourceKind[], source: Source, { file, model }: Work): void {
  if (wanted.includes(source.kind)) return;
  const trained = nameOf(model.trial.dataset.name);
  const all = wanted[0] === 'text' ? 'a CSV file' : 'an IDX file or PNG images';
  throw new Problem(
    `${source.title} is ${kindNames[source.kind]}, but ${file} was trained on ${trained}: wanted ${all}.`,
  );
}

async function predictedTable(work: Work, source: Source): Promise<void> {
  const { model, csv, values, signal } = work;
  requireUnused(values, ['invert'], 'is about images');
  const quiet = values.quiet === true;
  const progress = progressOf(work);
  const reports: TableReport[] = [];
  const lines = predictTable(model, source.chunks, {
    title: source.title,
    csv,
    target: values.target,
    keepGoing: values['keep-going'] === true,
    raw: values.raw === true,
    signal,
    onRows: (rows) => progress?.show(rows, source.fractionRead()),
    onReading: (reading) => {
      if (!quiet) told(readingText(reading));
    },
  });
  const written = await delivered(
    work,
    withResult(lines, (report) => reports.push(report)),
    progress,
  );
  const [report] = reports;
  if (report === undefined) return;
  const empty = emptyText(report);
  if (empty !== '') told(empty);
  if (quiet) return;
  if (report.truths !== null) told(truthText(report.truths, model, values.target));
  if (written !== null) told(`Predictions written to ${written}.`);
}

async function predictedImages(
  work: Work,
  source: Source,
  size: NonNullable<ReturnType<typeof imageSize>>,
): Promise<void> {
  const { model, rows, values, signal } = work;
  requireUnused(values, ['target', 'keep-going', ...Object.keys(csvKinds)], 'is about tables');
  const byFile = source.kind === 'png';
  if (byFile) {
    // Each file is read as a whole.
    source.close();
    if (rows.includes('-')) {
      throw new UsageProblem('a2 predict reads PNG images from files, got "-".');
    }
  }
  const inverted = values.invert === true;
  const images = byFile
    ? pngImages(rows, size, inverted)
    : idxImages(source.chunks, size, source.title);
  const progress = progressOf(work);
  const reports: ImagesReport[] = [];
  const lines = predictImages(model, images, {
    byFile,
    inverted: inverted && !byFile,
    raw: values.raw === true,
    signal,
    onRows: (count) => progress?.show(count, byFile ? count / rows.length : source.fractionRead()),
  });
  const written = await delivered(
    work,
    withResult(lines, (report) => reports.push(report)),
    progress,
  );
  const [report] = reports;
  if (values.quiet === true || report === undefined) return;
  const bright = inverted ? '' : brightText(report);
  if (bright !== '') told(bright);
  if (written !== null) told(`Predictions written to ${written}.`);
}

/** Throws UsageProblem for an option that means nothing for the rows. */
function requireUnused(values: Values, names: readonly string[], why: string): void {
  const given = names.find((name) => Reflect.get(values, name) !== undefined);
  if (given !== undefined) throw new UsageProblem(`--${given} ${why}, and the model is not.`);
}

const progressOf = ({ values, out }: Work): RowProgress | null => {
  // On one terminal the lines of the output would be torn by those of the progress.
  const mixed = out.isStandard && process.stdout.isTTY && process.stderr.isTTY;
  return values.quiet === true || mixed ? null : new RowProgress(process.stderr);
};

/** Where the output is; null for standard output. */
async function delivered(
  { out, signal }: Work,
  lines: AsyncIterable<string>,
  progress: RowProgress | null,
): Promise<string | null> {
  try {
    const written = await out.take(lines, signal);
    return out.isStandard ? null : written;
  } finally {
    progress?.end();
  }
}

/** Passes on what a generator returns, which a loop over it would drop. */
async function* withResult<T, R>(
  from: AsyncGenerator<T, R, void>,
  take: (result: R) => void,
): AsyncGenerator<T, void, void> {
  take(yield* from);
}

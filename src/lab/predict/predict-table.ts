/** Predicts the rows of a CSV file while it is read, in constant memory. */
import { throwIfAborted } from '../../base/errors.ts';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import type { CsvSettings } from '../../document/table.ts';
import { OtherEncoding, TableRows } from '../../data/tables/table-rows.ts';
import { shapeOf } from '../../document/parameters.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { predictRows } from '../model/forward.ts';
import { predictionLines, type PredictionLines } from './predictions.ts';
import { subjectOf, type Subject } from './subject.ts';
import { TableReader, type EmptyRows, type TableReaderOptions } from './table-reader.ts';
import type { TruthReport } from './truths.ts';

export interface PredictTableOptions extends Omit<TableReaderOptions, 'target' | 'isTargetTold'> {
  /** Settings of the file's format that need no guessing. */
  readonly csv: Partial<CsvSettings>;
  /** The column with the truth, if the model does not name it. */
  readonly target?: string | undefined;
  /** The network's outputs in place of probabilities. */
  readonly raw: boolean;
  readonly signal: AbortSignal;
  /** Rows so far, after every chunk of the file. */
  readonly onRows: (rows: number) => void;
}

export interface TableReport {
  readonly rows: number;
  /** Rows left empty because a value is missing. */
  readonly missing: EmptyRows | null;
  /** Rows left empty because a cell cannot be used. */
  readonly unusable: EmptyRows | null;
  /** Rows left empty because an output is not a finite number. */
  readonly infinite: number;
  /** Null if the truth is unknown. */
  readonly truths: TruthReport | null;
}

/**
 * Yields lines of CSV, each with its break: a header, then one line a row, in their order. The rows are standardised as
 * in training and predicted by the page's own pass. Returns what else there is to say. Throws LabError `table-format`
 * that names the file and the line, and `aborted`.
 * @param chunks the file's bytes
 */
export async function* predictTable(
  model: TrainedModel,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { csv, target, raw, signal, onRows, ...options }: PredictTableOptions,
): AsyncGenerator<string, TableReport, void> {
  const subject = subjectOf(model.trial);
  if (model.statistics === null) throw new RangeError('a model of images reads no table');
  const reader = new TableReader(subject, model.statistics, {
    ...options,
    target: target ?? subject.target,
    isTargetTold: target !== undefined,
  });
  const rows = new TableRows(options.title, { ...trainedFormat(subject), ...csv }, reader);
  const lines = predictionLines(subject, { raw });
  const predicted = new Predictions(model, reader, lines, signal);
  for await (const chunk of chunks) {
    throwIfAborted(signal);
    withLegacy(rows, () => rows.bytes(chunk));
    const text = await predicted.flush();
    onRows(predicted.rows);
    if (text !== '') yield text;
  }
  withLegacy(rows, () => rows.finish());
  const text = await predicted.flush();
  if (text !== '') yield text;
  return {
    rows: predicted.rows,
    missing: reader.emptyRows('missing'),
    unusable: reader.emptyRows('unusable'),
    infinite: predicted.infinite,
    truths: reader.truths?.report ?? null,
  };
}

/** What of the training table's format is about meaning rather than spelling; names are expected in the first row. */
function trainedFormat({ table }: Subject): Partial<CsvSettings> {
  if (table === null) return { header: true };
  const { header, missing, signs, rules } = table.csv;
  return { header, rules, ...(missing === null ? {} : { missing }), ...(signs ? { signs } : {}) };
}

/** A late byte may show that the file is not UTF-8; what was read before is the same in either encoding. */
function withLegacy(rows: TableRows, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof OtherEncoding)) throw error;
    rows.readAsLegacy();
    read();
  }
}

/** Predicts the rows collected so far. */
class Predictions {
  readonly #model: TrainedModel;
  readonly #reader: TableReader;
  readonly #lines: PredictionLines;
  readonly #pause: () => Promise<void>;
  rows = 0;
  infinite = 0;
  #hasHeader = false;

  constructor(
    model: TrainedModel,
    reader: TableReader,
    lines: PredictionLines,
    signal: AbortSignal,
  ) {
    this.#model = model;
    this.#reader = reader;
    this.#lines = lines;
    this.#pause = async () => {
      await yieldToEventLoop();
      throwIfAborted(signal);
    };
  }

  /** The lines of all rows in the batch, which is empty afterwards; the header first, once the columns are found. */
  async flush(): Promise<string> {
    const { batch, truths, hasColumns } = this.#reader;
    if (!hasColumns) return '';
    const { outputs } = shapeOf(this.#model.trial.dataset);
    const all = await predictRows(this.#model, batch.features, 1, this.#pause);
    let text = this.#hasHeader ? '' : `${this.#lines.header}\n`;
    this.#hasHeader = true;
    let at = 0;
    for (const { isUsable, truth } of batch.rows) {
      this.rows += 1;
      let line: string | null = this.#lines.empty;
      if (isUsable) {
        const row = all.subarray(at, at + outputs);
        at += outputs;
        line = this.#lines.line(row);
        if (line === null) this.infinite += 1;
        else truths?.add(row, truth);
      }
      text += `${line ?? this.#lines.empty}\n`;
    }
    batch.clear();
    return text;
  }
}

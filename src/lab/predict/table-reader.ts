/** Reads a table's rows as a network's inputs: finds its columns, and decides about rows that cannot be predicted. */
import { LabError } from '../../base/errors.ts';
import { shorten } from '../../document/issue.ts';
import type { CsvSettings, TableSettings } from '../../document/table.ts';
import type { FormatGuess } from '../../data/tables/guess/format.ts';
import { fitted, type RowTaker } from '../../data/tables/table-rows.ts';
import type { ColumnStatistics } from '../../protocol/dataset.ts';
import type { Doubt } from '../../protocol/table-doubts.ts';
import { RowBatch } from './row-batch.ts';
import type { Subject } from './subject.ts';
import { TableInputs, type RowProblem } from './table-inputs.ts';
import { Truths } from './truths.ts';

/** How a table is read, once that is known. */
export interface TableReading {
  readonly csv: CsvSettings;
  /** Where it could be read differently and neither options nor training decide. */
  readonly doubts: readonly Doubt[];
  /** Columns that the network does not read, without the target. */
  readonly unused: readonly string[];
}

/** Rows without a prediction, of one kind. */
export interface EmptyRows {
  readonly count: number;
  /** The first one's line in the file, and what is the matter with it. */
  readonly line: number;
  readonly text: string;
}

export interface TableReaderOptions {
  /** The file's name. */
  readonly title: string;
  /** The column with the truth; an absent one is an error only if `isTargetTold`. */
  readonly target: string | null;
  readonly isTargetTold: boolean;
  /** Whether a cell that cannot be used empties its row's prediction rather than ending the work. */
  readonly keepGoing: boolean;
  readonly onReading: (reading: TableReading) => void;
}

const wrong = (title: string, what: string): LabError =>
  new LabError('table-format', `“${title}”${what}`);

export class TableReader implements RowTaker {
  readonly #subject: Subject;
  readonly #statistics: ColumnStatistics;
  readonly #options: TableReaderOptions;
  readonly batch: RowBatch;
  #doubts: readonly Doubt[] = [];
  #width = 0;
  #inputs: TableInputs | null = null;
  #truths: Truths | null = null;
  #target = -1;
  readonly #empty = new Map<RowProblem['kind'], { count: number; line: number; text: string }>();

  constructor(subject: Subject, statistics: ColumnStatistics, options: TableReaderOptions) {
    this.#subject = subject;
    this.#statistics = statistics;
    this.#options = options;
    this.batch = new RowBatch(subject.features.length);
  }

  /** Whether the network's columns were found, all of them. */
  get hasColumns(): boolean {
    return this.#inputs !== null;
  }

  /** Null before the first row, and for a table without the target. */
  get truths(): Truths | null {
    return this.#truths;
  }

  emptyRows(kind: RowProblem['kind']): EmptyRows | null {
    return this.#empty.get(kind) ?? null;
  }

  format(guess: FormatGuess): FormatGuess {
    const { csv, doubts } = settled(guess, this.#subject.table);
    this.#doubts = doubts;
    return { csv, doubts };
  }

  begin(found: readonly string[], _line: number, csv: CsvSettings): void {
    const { title, target, isTargetTold, onReading } = this.#options;
    const { features, classes, table } = this.#subject;
    const names = csv.header ? found : namesByPlace(found, features, title);
    const facts = { features, statistics: this.#statistics, missing: table?.missing ?? 'drop' };
    const inputs = new TableInputs(facts, names, csv, title);
    this.#inputs = inputs;
    this.#width = names.length;
    this.#target = target === null ? -1 : names.indexOf(target);
    if (this.#target >= 0) this.#truths = new Truths(classes, csv);
    else if (isTargetTold) {
      throw wrong(
        title,
        ` lacks the column "${target ?? ''}": found ${names.slice(0, 40).join(', ')}.`,
      );
    }
    const used = new Set([...inputs.used, this.#target]);
    const unused = names.filter((_, index) => !used.has(index));
    onReading({ csv, doubts: this.#doubts, unused });
  }

  row(cells: string[], line: number, csv: CsvSettings): void {
    const truth = () => this.#truths?.read(cells[this.#target]!) ?? Number.NaN;
    const count = cells.length;
    if (fitted(cells, this.#width, csv) === null) {
      this.#refuse('unusable', line, `wanted ${this.#width} cells, found ${count}`);
      this.batch.add(false, Number.NaN);
      return;
    }
    const { into, at } = this.batch.place;
    const problem = this.#inputs!.encode(cells, into, at);
    if (problem !== null) {
      const { kind, column, found, wanted } = problem;
      const what = found === '' ? 'nothing' : shorten(found);
      this.#refuse(kind, line, `column "${column}": wanted ${wanted}, found ${what}`);
    }
    this.batch.add(problem === null, truth());
  }

  #refuse(kind: RowProblem['kind'], line: number, text: string): void {
    if (kind === 'unusable' && !this.#options.keepGoing) {
      throw wrong(this.#options.title, `, line ${line}: ${text}.`);
    }
    const rows = this.#empty.get(kind) ?? { count: 0, line, text };
    rows.count += 1;
    this.#empty.set(kind, rows);
  }
}

/** A guess without the doubts that the format of the training table settles. */
function settled({ csv, doubts }: FormatGuess, table: TableSettings | null): FormatGuess {
  if (table === null) return { csv, doubts };
  const trained = (key: string): unknown => Reflect.get(table.csv, key);
  let taken = csv;
  const open = doubts.filter(({ about, taken: { csv: ours }, other: { csv: others } }) => {
    // The text is decoded already.
    if (about === 'encoding') return true;
    const differing = Object.keys(ours).filter(
      (key) => Reflect.get(ours, key) !== Reflect.get(others, key) && key !== 'missing',
    );
    if (differing.every((key) => trained(key) === Reflect.get(ours, key))) return false;
    if (!differing.every((key) => trained(key) === Reflect.get(others, key))) return true;
    taken = {
      ...taken,
      ...Object.fromEntries(differing.map((key) => [key, Reflect.get(others, key) as unknown])),
    };
    return false;
  });
  return { csv: taken, doubts: open };
}

/**
 * Names for a table without a header: "column 1" and so on where the network was trained on such a table, else its
 * features by their places. Throws LabError `table-format` where the places do not say enough.
 */
function namesByPlace(
  numbered: readonly string[],
  features: readonly string[],
  title: string,
): readonly string[] {
  const isNumbered = features.every((feature) => /^column \d+(?:=|$)/.test(feature));
  if (isNumbered) return numbered;
  if (features.some((feature) => feature.includes('='))) {
    throw wrong(
      title,
      ' has no column names, and the model reads categories, whose columns are found by name. Wanted a first row of names.',
    );
  }
  if (numbered.length !== features.length) {
    throw wrong(
      title,
      ` has no column names. Wanted the model’s ${features.length} columns in their order (${features.slice(0, 40).join(', ')}), found ${numbered.length}.`,
    );
  }
  return features;
}

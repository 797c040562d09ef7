/** What `a2 predict` says on standard error: how a table was read, which rows are empty, and how right it was. */
import { count, counted, percent } from '../../../src/base/numbers.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import type { ImagesReport } from '../../../src/lab/predict/predict-images.ts';
import type { TableReport } from '../../../src/lab/predict/predict-table.ts';
import { subjectOf } from '../../../src/lab/predict/subject.ts';
import type { EmptyRows, TableReading } from '../../../src/lab/predict/table-reader.ts';
import type { TruthReport } from '../../../src/lab/predict/truths.ts';
import { formatText } from '../../../src/text/csv-format.ts';
import { targetWords } from '../../../src/text/target.ts';
import { doubtText } from '../doubts.ts';
import { oneLine } from '../terminal.ts';

/** Columns listed by name. */
const shownColumns = 20;

/** How a table is read, and which of its columns are not. */
export function readingText({ csv, doubts, unused }: TableReading): string {
  const names = unused.slice(0, shownColumns).map((name) => oneLine(name));
  const more = unused.length - names.length;
  const list = `${names.join(', ')}${more > 0 ? ` and ${count(more)} others` : ''}`;
  const are = unused.length === 1 ? 'is' : 'are';
  return [
    `Read with ${formatText(csv)}.`,
    ...(unused.length === 0
      ? []
      : [`${counted(unused.length, 'column')} ${are} not read by the model: ${list}.`]),
    ...doubts.map((doubt) => doubtText(doubt).trim()),
  ].join('\n');
}

/** Rows without a prediction; '' if there are none. */
export function emptyText({ rows, missing, unusable, infinite }: TableReport): string {
  const lines = [
    ...(missing === null ? [] : [emptyRows(missing, 'a value is missing')]),
    ...(unusable === null ? [] : [emptyRows(unusable, 'a cell cannot be used')]),
    ...(infinite === 0
      ? []
      : [
          `${counted(infinite, 'row')} left empty because an output is not a finite number: the values lie too far from those of the training.`,
        ]),
  ];
  return rows === 0 ? 'There are no rows of values.' : lines.join('\n');
}

const emptyRows = ({ count: rows, line, text }: EmptyRows, why: string): string =>
  `${counted(rows, 'row')} left empty because ${why}; the first is line ${count(line)}, ${text}.`;

/** How the predictions compare with the truth in the table. @param named its column, if it was given */
export function truthText(
  truths: TruthReport,
  { trial }: TrainedModel,
  named: string | undefined,
): string {
  const target = named ?? subjectOf(trial).target;
  const known = `${counted(truths.rows, 'row')} with a known ${oneLine(target ?? 'class')}`;
  if (truths.task === 'classification') {
    return `${count(truths.right)} of ${known} predicted right: ${percent(truths.right / truths.rows)}.`;
  }
  const { amount } = targetWords(trial.dataset);
  return `Over ${known}: root mean squared error ${amount(Math.sqrt(truths.squared))}, mean absolute error ${amount(truths.absolute)}.`;
}

/** Whether most images look like negatives of what the network was trained on; '' if not. */
export function brightText({ rows, bright }: ImagesReport): string {
  if (bright * 2 <= rows) return '';
  return `${count(bright)} of ${counted(rows, 'image')} ${bright === 1 ? 'has' : 'have'} a bright border, and the model was trained on bright content on a dark background. --invert exchanges bright and dark.`;
}

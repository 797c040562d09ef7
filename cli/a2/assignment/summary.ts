/** The command's closing summary: one line per experiment, then the files. */
import type { HandIn, HandInRun } from '../../../src/course/handin/types.ts';
import { counted, duration, fileSize } from '../../../src/base/numbers.ts';
import { headline } from '../../../src/text/headline.ts';
import { statusWords } from '../../../src/text/labels.ts';
import { textTable } from '../columns.ts';
import { spaced } from '../terminal.ts';
import type { Delivered } from './deliver.ts';

const heads = [
  { head: 'Experiment', right: false },
  { head: 'Trials', right: false },
  { head: 'Time', right: true },
  { head: 'Best', right: false },
];

/** "9 done", "8 done, 1 diverged". */
function statusText({ trials }: HandInRun): string {
  const counts = new Map<string, number>();
  for (const { status } of trials) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .map(([status, count]) => `${count} ${statusWords[status as keyof typeof statusWords]}`)
    .join(', ');
}

export function summaryText({ runs }: HandIn, { files }: Delivered): string {
  const rows = runs.map((run) => [
    `${run.experiment.name}: ${run.experiment.title}`,
    statusText(run),
    duration(run.trials.reduce((sum, { seconds }) => sum + seconds, 0)),
    headline(run, run.experiment.axes) || '–',
  ]);
  const sizes = files.map(({ path, bytes }) => [path, fileSize(bytes)]);
  const plain = [
    { head: '', right: false },
    { head: '', right: true },
  ];
  return spaced(
    `${textTable(heads, rows)}\n\n${counted(files.length, 'file')}:\n${textTable(plain, sizes)}\n`,
  );
}

/** Hand-ins of made-up runs, for tests that need no training. */
import { theoryAnswers } from '../../../src/course/answers/questions.ts';
import { assignmentPresets } from '../../../src/course/handin/questions.ts';
import { reportParts } from '../../../src/course/handin/report.ts';
import type { HandIn, HandInRun } from '../../../src/course/handin/types.ts';
import { provenanceRecordOf } from '../../../src/formats/results/provenance-record.ts';
import { Writer, type WrittenFigure } from '../../../src/course/handin/writer.ts';
import { finished, planned } from '../../lab/fixture/made.ts';

const at = Date.UTC(2026, 10, 25, 12);

export async function madeRun(name: string): Promise<HandInRun> {
  const { experiment } = planned(name);
  const trials = finished(name);
  return {
    experiment,
    trials,
    passport: await provenanceRecordOf(experiment, trials, at),
    environment: {
      lab: 'a test',
      engine: 'wasm',
      userAgent: 'a browser',
      datasets: { 'fashion-mnist': 'sha256 0123' },
    },
    texts: new Map(),
  };
}

const theory = theoryAnswers();

export async function madeHandIn(
  changes: Partial<HandIn> = {},
  names: readonly string[] = assignmentPresets,
): Promise<HandIn> {
  return {
    student: { name: 'Ada Lovelace', id: 's1815', course: 'Deep learning' },
    runs: await Promise.all(names.map(madeRun)),
    theory,
    data: { housing: null, starts: [] },
    date: new Date(at),
    ...changes,
  };
}

/** What a reader sees of markup: no tags, no-break spaces as spaces. */
export const textOf = (markup: string): string =>
  markup
    .replaceAll(/<(?:td|th|p|li|figcaption|caption|h\d)[^>]*>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ');

/** Cells of the table whose caption begins so, the head first. */
export function tableOf(markup: string, caption: string): string[][] {
  const tables = markup.match(/<table[\s\S]*?<\/table>/g) ?? [];
  const found = tables.find((table) =>
    textOf(table)
      .trim()
      .replace(/^Table \d+\. /, '')
      .startsWith(caption),
  );
  if (found === undefined) throw new Error(`no table "${caption}"`);
  return (found.match(/<tr[\s\S]*?<\/tr>/g) ?? []).map((row) =>
    (row.match(/<t[hd][\s\S]*?<\/t[hd]>/g) ?? []).map((cell) => textOf(cell).trim()),
  );
}

/** Every figure, numbered as in the report: SVGs of their own, for files. */
export function figuresOfReport(handIn: HandIn): readonly WrittenFigure[] {
  const writer = new Writer();
  // Figures are written along with what stands around them.
  Array.from(reportParts(handIn, writer));
  return writer.figures;
}

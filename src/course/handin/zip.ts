/** The student's second file: programs, documents, results, figures and models in one ZIP. */
import { makeZip } from 'client-zip';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { throwIfAborted } from '../../base/errors.ts';
import type { HandIn } from './types.ts';
import { codeEntries } from './zip-code.ts';
import { ZipContents, type ZipEntry, type ZipSources } from './zip-contents.ts';
import { documentEntries, figureEntries, modelEntries, programEntries } from './zip-entries.ts';
import { zipReadme } from './zip-readme.ts';
import { bodyOf, reportDocument, reportParts } from './report.ts';
import { Writer, type WrittenFigure } from './writer.ts';

export type { ZipSources } from './zip-contents.ts';

/** ZIP dates range from 1980 to 2107. */
const [firstYear, lastYear] = [1980, 2107];

/**
 * The ZIP as a stream: every file is made when it is read, so that memory never holds the whole ZIP or all
 * its models. The same hand-in gives the same bytes, except for dates.
 *
 * A file that cannot be made does not stop the others: `sources.onMissing` is called, and README.md,
 * which comes last, lists it. The stream fails with LabError `aborted` after an abort, and with any error
 * in writing the report itself.
 * @throws RangeError immediately if the date is invalid
 */
export function handInZip(handIn: HandIn, sources: ZipSources): ReadableStream<Uint8Array> {
  const year = handIn.date.getFullYear();
  if (Number.isNaN(year))
    throw new RangeError('Cannot make the ZIP: wanted a valid date, got none');
  const inRange = year >= firstYear && year <= lastYear;
  const date = inRange ? handIn.date : new Date(firstYear, 0, 1);
  return makeZip(dated(filesOf(handIn, sources), date, sources));
}

async function* dated(
  entries: AsyncIterable<ZipEntry>,
  lastModified: Date,
  { signal, onFile }: ZipSources,
): AsyncGenerator<{ name: string; lastModified: Date; input: ZipEntry['input'] }, void> {
  for await (const { name, input } of entries) {
    throwIfAborted(signal);
    onFile?.(name);
    yield { name, lastModified, input };
  }
  throwIfAborted(signal);
}

async function* filesOf(handIn: HandIn, sources: ZipSources): AsyncGenerator<ZipEntry, void> {
  const contents = new ZipContents(sources);
  const { html, figures } = await written(handIn, sources);
  yield contents.add('', 'report.html', html);
  for (const run of handIn.runs) yield* documentEntries(run, contents);
  yield* codeEntries(handIn, contents);
  yield* programEntries(handIn, sources, contents);
  yield* figureEntries(figures, sources, contents);
  yield* modelEntries(handIn, sources, contents);
  yield contents.add('', 'README.md', zipReadme(handIn, contents));
}

/** The report and its figures, written part by part, so that a page stays responsive. */
async function written(
  handIn: HandIn,
  { signal }: ZipSources,
): Promise<{ readonly html: string; readonly figures: readonly WrittenFigure[] }> {
  const writer = new Writer();
  const parts: string[] = [];
  for (const part of reportParts(handIn, writer)) {
    parts.push(part);
    await yieldToEventLoop();
    throwIfAborted(signal);
  }
  return { html: reportDocument(handIn, bodyOf(parts)), figures: writer.figures };
}

/** Writes a hand-in's files: the report as PDF, or as HTML where no browser prints, and the ZIP. */
import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import type { DatasetIdentity } from '../../../src/document/parameters.ts';
import { fileName } from '../../../src/course/handin/file-name.ts';
import { reportDocument } from '../../../src/course/handin/report.ts';
import type { HandIn, Student } from '../../../src/course/handin/types.ts';
import { handInZip } from '../../../src/course/handin/zip.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { fileSize } from '../../../src/base/numbers.ts';
import type { Paper } from '../chromium/browser.ts';
import { freeName, holders, whyNotReplaceable, type Rename } from '../kept.ts';
import { messageOf, Problem } from '../problem.ts';
import { printReport } from './printer.ts';
import { Staging, type StagingOptions, type WrittenFile } from './staging.ts';

export interface Delivery {
  readonly folder: string;
  readonly paper: Paper;
  readonly models: ReadonlyMap<string, TrainedModel>;
  readonly dataset: (which: DatasetIdentity) => Promise<Dataset>;
  /** Reports the current step. */
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
  /** For tests: how files are renamed, and where files go that do not fit. */
  readonly staging?: StagingOptions;
}

export interface Delivered {
  readonly files: readonly WrittenFile[];
  /** What was requested and is missing, a sentence each. */
  readonly missing: readonly string[];
  /** Other messages, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Files of an earlier hand-in that cannot be replaced, a sentence each: reported before training, while
 * there is time to close them.
 */
export async function inTheWay(
  student: Student,
  folder: string,
  rename?: Rename,
): Promise<string[]> {
  const told: string[] = [];
  for (const ending of ['.pdf', '.zip']) {
    const file = path.join(folder, `${fileName(student)}${ending}`);
    const why = await whyNotReplaceable(file, rename);
    if (why === null) continue;
    told.push(
      `${file} cannot be replaced now: ${why}. Close it before the training ends (${holders}); otherwise the new file will be ${await freeName(file)}.`,
    );
  }
  return told;
}

/** A generous estimate of a hand-in's size in bytes: 3 MB of report and 30 MB of programs, figures, results and models. */
const usualBytes = 40e6;

/** A warning for before training where a hand-in may not fit on the disk; null where it fits, or the space is unknown. */
export async function roomText(folder: string): Promise<string | null> {
  const room = await statfs(folder).then(
    ({ bavail, bsize, blocks }) => (blocks === 0 ? Infinity : bavail * bsize),
    () => Infinity,
  );
  if (room >= usualBytes) return null;
  return `The disk of ${folder} has ${fileSize(room)} left, and the files need up to ${fileSize(usualBytes)}. Free some space before the training ends; files that do not fit go to the temporary folder.`;
}

/**
 * Writes all files, or those that could be finished, and reports what is missing and where each file is. Throws Problem when
 * nothing could be kept, or the abort's reason; then no file is left.
 */
export async function deliver(handIn: HandIn, delivery: Delivery): Promise<Delivered> {
  const { folder, paper, signal, tell, models, dataset } = delivery;
  const name = fileName(handIn.student);
  const missing: string[] = [];
  const notes: string[] = [];
  const staging = new Staging(folder, signal, delivery.staging);
  const html = reportDocument(handIn);
  tell('Printing the report …');
  const printed = await printReport(html, paper, signal);
  const { pdf, browser } = printed;
  if (printed.missing !== '') missing.push(printed.missing);
  notes.push(...printed.notes);
  const report = `${name}.${pdf === null ? 'html' : 'pdf'}`;
  /** Messages of files that could not be written anywhere; the others are kept all the same. */
  const lost: string[] = [];
  const put = async (file: string, content: Parameters<Staging['put']>[1]): Promise<void> => {
    try {
      const elsewhere = await staging.put(file, content);
      if (elsewhere !== null) missing.push(elsewhere);
    } catch (error) {
      signal.throwIfAborted();
      lost.push(messageOf(error));
    }
  };
  try {
    await put(report, () => pdf ?? html);
    tell('Packing the ZIP …');
    const absent = new Set<string>();
    await put(`${name}.zip`, () =>
      handInZip(handIn, {
        model: (id) => Promise.resolve(models.get(id) ?? null),
        png: browser === null ? null : (svg) => browser.picture(svg),
        dataset,
        signal,
        // A set, because the ZIP is packed again for each location that is tried.
        onMissing: (what) => void absent.add(`Not in the ZIP: ${what}`),
      }),
    );
    missing.push(...absent);
    if (lost.length === 2) throw new Problem(lost.join(' '));
    missing.push(...lost);
    const { files, renamed } = await staging.commit();
    missing.push(...renamed);
    await tellOld(path.join(folder, `${name}.${pdf === null ? 'pdf' : 'html'}`), missing);
    return { files, missing, notes };
  } finally {
    await staging.discard();
    const left = (await browser?.close()) ?? null;
    if (left !== null) notes.push(left);
  }
}

/** An earlier hand-in's report in the other format is left alone, and reported. */
async function tellOld(file: string, missing: string[]): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there === null) return;
  missing.push(`${file} belongs to an earlier hand-in, not to this one.`);
}

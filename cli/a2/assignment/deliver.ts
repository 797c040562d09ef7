/** From a hand-in to its files: the report as PDF, or as HTML where nothing prints, and the ZIP. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Dataset } from '../../../src/datasets/types.ts';
import type { DatasetIdentity } from '../../../src/experiment/parameters.ts';
import { fileName } from '../../../src/handin/file-name.ts';
import { reportDocument } from '../../../src/handin/report.ts';
import type { HandIn, Student } from '../../../src/handin/types.ts';
import { handInZip } from '../../../src/handin/zip.ts';
import type { TrainedModel } from '../../../src/model/types.ts';
import type { Paper } from '../chromium/browser.ts';
import { freeName, holders, whyNotReplaceable, type Rename } from '../kept.ts';
import { printReport } from './printer.ts';
import { Staging, type WrittenFile } from './staging.ts';

export interface Delivery {
  readonly folder: string;
  readonly paper: Paper;
  readonly models: ReadonlyMap<string, TrainedModel>;
  readonly dataset: (which: DatasetIdentity) => Promise<Dataset>;
  /** Says what is being done. */
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface Delivered {
  readonly files: readonly WrittenFile[];
  /** What was wanted and is not there, a sentence each. */
  readonly missing: readonly string[];
  /** What else is to be told, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * What of an earlier hand-in is in the way of this one, a sentence each: said before the training, while
 * there is time to close it.
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

/** Leaves either all files or none. Throws Problem that says why, or the abort's reason. */
export async function deliver(handIn: HandIn, delivery: Delivery): Promise<Delivered> {
  const { folder, paper, signal, tell, models, dataset } = delivery;
  const name = fileName(handIn.student);
  const missing: string[] = [];
  const notes: string[] = [];
  const staging = new Staging(folder, signal);
  const html = reportDocument(handIn);
  tell('Printing the report …');
  const printed = await printReport(html, paper, signal);
  const { pdf, browser } = printed;
  if (printed.missing !== '') missing.push(printed.missing);
  notes.push(...printed.notes);
  try {
    if (pdf !== null) await staging.put(`${name}.pdf`, pdf);
    else await staging.put(`${name}.html`, html);
    tell('Packing the ZIP …');
    const zip = handInZip(handIn, {
      model: (id) => Promise.resolve(models.get(id) ?? null),
      png: browser === null ? null : (svg) => browser.picture(svg),
      dataset,
      signal,
      onMissing: (what) => missing.push(`Not in the ZIP: ${what}`),
    });
    await staging.put(`${name}.zip`, zip);
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

/** An earlier hand-in's report in the other format is not this one's, and is left alone. */
async function tellOld(file: string, missing: string[]): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there === null) return;
  missing.push(`${file} is of an earlier hand-in, and not of this one.`);
}

/** From a hand-in to its files: the report as PDF, or as HTML where nothing prints, and the ZIP. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Dataset } from '../../../src/datasets/types.ts';
import type { DatasetIdentity } from '../../../src/experiment/parameters.ts';
import { fileName } from '../../../src/handin/file-name.ts';
import { reportDocument } from '../../../src/handin/report.ts';
import type { HandIn } from '../../../src/handin/types.ts';
import { handInZip } from '../../../src/handin/zip.ts';
import type { TrainedModel } from '../../../src/model/types.ts';
import { Browser, type Paper } from '../chromium/browser.ts';
import { findChromium } from '../chromium/find.ts';
import { messageOf } from '../problem.ts';
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
}

/** Leaves either all files or none. Throws an Error that says why, or the abort's reason. */
export async function deliver(handIn: HandIn, delivery: Delivery): Promise<Delivered> {
  const { folder, signal, tell, models, dataset } = delivery;
  const name = fileName(handIn.student);
  const missing: string[] = [];
  const staging = new Staging(folder, signal);
  const html = reportDocument(handIn);
  const browser = await openBrowser(missing, signal);
  try {
    const pdf = browser === null ? null : await printed(browser, html, missing, delivery);
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
    const files = await staging.commit();
    await tellOld(path.join(folder, `${name}.${pdf === null ? 'pdf' : 'html'}`), missing);
    return { files, missing };
  } finally {
    await staging.discard();
    await browser?.close();
  }
}

const asHtml =
  'The report was written as HTML: open it in a browser and print it as a PDF from there.';

async function openBrowser(missing: string[], signal: AbortSignal): Promise<Browser | null> {
  const found = await findChromium();
  if (found.file === null) {
    missing.push(
      `No PDF and no PNGs, because ${found.why}. ${asHtml} Or install Chromium, or name its program with CHROME_PATH, and run this again.`,
    );
    return null;
  }
  try {
    return await Browser.open(found.file, signal);
  } catch (error) {
    signal.throwIfAborted();
    missing.push(
      `No PDF and no PNGs, because ${found.file} did not start (${messageOf(error)}). ${asHtml}`,
    );
    return null;
  }
}

async function printed(
  browser: Browser,
  html: string,
  missing: string[],
  { signal, tell, paper }: Delivery,
): Promise<Uint8Array | null> {
  tell('Printing the report …');
  try {
    return await browser.print(html, paper);
  } catch (error) {
    signal.throwIfAborted();
    missing.push(`No PDF, because it could not be printed (${messageOf(error)}). ${asHtml}`);
    return null;
  }
}

/** An earlier hand-in's report in the other format is not this one's, and is left alone. */
async function tellOld(file: string, missing: string[]): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there === null) return;
  missing.push(`${file} is of an earlier hand-in, and not of this one.`);
}

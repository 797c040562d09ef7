/** The hand-in that the command line makes of the whole assignment, on the real data. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { a2, Folder, root, type Ended } from '../cli/support.ts';
import { readZip, type Unzipped } from '../course/handin/read-zip.ts';

export const cache = path.join(root, 'data', 'cache');

export const hasData = [
  ['fashion-mnist/train-images-idx3-ubyte.gz', 'fashion-mnist/train-images-idx3-ubyte'],
  ['california-housing/cal_housing.data'],
].every((forms) => forms.some((file) => existsSync(path.join(cache, file))));

/** Who hands in, and what the files are called for it. */
export const student = { name: 'Ada Lovelace', id: 'S-1815', course: 'Deep Learning' };
export const name = 'Ada_Lovelace_S-1815';

export interface Made extends Ended {
  /** Where the PDF and the ZIP are. */
  readonly place: string;
  /** What is in the ZIP. */
  readonly files: Map<string, Unzipped>;
}

let folder: Folder | null = null;
after(() => folder?.remove());

/** @param out the name of a folder for it @param more options of the command */
export async function makeHandIn(out: string, ...more: readonly string[]): Promise<Made> {
  await buildIfStale(['cli']);
  folder ??= new Folder();
  const place = folder.at(out);
  const who = Object.entries(student).flatMap(([option, value]) => [`--${option}`, value]);
  const ended = await a2('assignment', ...who, '--out', place, ...more);
  assert.equal(ended.code, 0, ended.stderr);
  return { ...ended, place, files: readZip(readFileSync(path.join(place, `${name}.zip`))) };
}

let made: Promise<Made> | null = null;

/** As it is made without further options: once for all tests of the process, because it takes long. */
export const handInMade = (): Promise<Made> => (made ??= makeHandIn('usual'));

/**
 * Makes what the gallery shows of its experiments: their links, and pictures of results that are trained here with the
 * real data. `node --import tsx cli/gallery/make.ts`, after a change of a document in public/gallery; `--results FOLDER`
 * takes results that are there already.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { galleryCards } from '../../src/course/gallery/cards.ts';
import { linkOf } from '../../src/document/link.ts';
import { parseExperimentText } from '../../src/document/parse-text.ts';
import { readResults } from '../../src/formats/results/read.ts';
import { trialStateOf } from '../../src/lab/recorded.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { programOptions } from '../../data/options.mjs';
import { picture } from './draw.ts';

const root = path.resolve(import.meta.dirname, '../..');
const gallery = path.join(root, 'public/gallery');

function trained(name: string, folder: string): string {
  const out = path.join(folder, `${name}.json`);
  const args = ['cli/a2.mjs', 'run', path.join(gallery, `${name}.json`), '--out', out];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name} was not trained.`);
  return out;
}

async function statesIn(file: string): Promise<TrialState[]> {
  const read = await readResults(createReadStream(file));
  if (!read.ok) throw new Error(`${file}: ${read.issues.map(({ message }) => message).join('; ')}`);
  return read.runs.flatMap(({ run }) => run.trials.map(trialStateOf));
}

const { results } = programOptions(
  'node --import tsx cli/gallery/make.ts',
  { results: 'string' },
  'Makes the links and pictures of the gallery. --results FOLDER takes results that are there.',
).values;
const folder = results ?? mkdtempSync(path.join(os.tmpdir(), 'a2-gallery-'));
mkdirSync(path.join(gallery, 'pictures'), { recursive: true });

const links: [string, string][] = [];
for (const { name } of galleryCards) {
  const parsed = parseExperimentText(readFileSync(path.join(gallery, `${name}.json`), 'utf8'));
  if (!parsed.ok) throw new Error(`${name} is not valid.`);
  links.push([name, await linkOf(parsed.experiment)]);
  const states = await statesIn(
    results === undefined ? trained(name, folder) : path.join(folder, `${name}.json`),
  );
  const text = JSON.stringify(picture(name, parsed.experiment, states));
  writeFileSync(path.join(gallery, 'pictures', `${name}.json`), `${text}\n`);
}

const file = path.join(root, 'src/course/gallery/links.ts');
const source = `/** Made by cli/gallery/make.ts from the documents in public/gallery. */
export const galleryLinks: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(links))};`;
const options = await resolveConfig(file);
writeFileSync(file, await format(source, { ...options, parser: 'typescript' }));

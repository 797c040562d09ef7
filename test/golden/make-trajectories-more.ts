/**
 * Writes trajectories-more.json: has PyTorch train the cases of trajectory-cases.ts, each as a
 * program that the lab exports, on one thread.
 *
 *     A2_PYTHON=python3 A2_DATASETS=folder npx tsx test/golden/make-trajectories-more.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseExperiment } from '../../src/document/parse.ts';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { pytorchProgram } from '../../src/formats/pytorch/program.ts';
import { trajectoryCases } from './trajectory-cases.ts';
import { lossesOf } from '../../src/formats/results/losses-of.ts';

const place = mkdtempSync(path.join(os.tmpdir(), 'a2-trajectories-'));
const python = process.env.A2_PYTHON ?? 'python3';
const losses: Record<string, readonly number[]> = {};
let engine = '';
for (const [name, { trial }] of Object.entries(trajectoryCases)) {
  const document = { format: 'a2-experiment', version: 1, name: 'case', title: name, trial };
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues.map((each) => each.message).join('\n'));
  const program = path.join(place, 'case.py');
  const out = path.join(place, 'case.json');
  writeFileSync(program, pytorchProgram(parsed.experiment, parsed.trials));
  const data = process.env.A2_DATASETS ?? '.';
  execFileSync(python, [program, '--data', data, '--out', out, '--threads', '1']);
  const results = JSON.parse(readFileSync(out, 'utf8')) as ResultsDocument;
  losses[name] = results.trials.slice(0, 1).flatMap((trial) => [...lossesOf(trial)]);
  engine = results.environment.engine;
}
rmSync(place, { recursive: true });
const file = new URL('trajectories-more.json', import.meta.url);
writeFileSync(file, `${JSON.stringify({ engine, losses }, null, 1)}\n`);

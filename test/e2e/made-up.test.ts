/**
 * The catalog's promise: a member is its folder. In a copy of the lab one member of each kind is added that it does
 * not have, and no other file is touched; then the copy is checked, built and used.
 */
import { assert } from 'chai';
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serve } from '../../cli/serve.mjs';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { root } from '../cli/support.ts';
import { pythonWithTorch } from '../support/python.mjs';
import { newPage, openLab, runButton, says } from './support.ts';

const madeUp = path.join(root, 'test/made-up');
/** What a build is made of; the rest of the lab is not copied. */
const copied = [
  'src',
  'workers',
  'cli',
  'public',
  'test',
  '.mocharc.cjs',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'NOTICES.md',
];

const suites = ['activation', 'init', 'layer', 'loss', 'metric', 'optimizer'].map(
  (kind) => `test/catalog/${kind}.test.ts`,
);

const experiment = {
  format: 'a2-experiment',
  version: 1,
  name: 'made-up',
  title: 'Made up',
  trial: {
    dataset: { name: 'quadrants' },
    model: { depth: 2, width: 12, activation: 'softsign' },
    init: { name: 'signs', size: 0.3 },
    optimizer: { name: 'adagrad', learningRate: 0.05 },
    batchSize: 32,
    epochs: 3,
    measure: { metrics: ['top-two'] },
  },
  axes: [{ path: 'optimizer.learningRate', values: [0.05, 0.1] }],
};

describe('a made-up member of each kind', () => {
  let place: string;

  /** A program of the copy, or one of the tools that it shares with the lab. */
  function run(program: string, ...args: string[]): Promise<string> {
    const child = spawn(program, args, { cwd: place, env: { ...process.env, A2_OFFLINE: '1' } });
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (told += text));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) resolve(told);
        else reject(new Error(`${args.join(' ')} ended with ${code}:\n${told}`));
      });
    });
  }

  const node = (...args: string[]) => run(process.execPath, ...args);
  /** The built program itself: cli/a2.mjs would install packages first, into the folder that the lab shares. */
  const a2 = (...args: string[]) => node('a2.mjs', ...args);
  const read = (file: string) =>
    JSON.parse(readFileSync(path.join(place, file), 'utf8')) as ResultsDocument;

  before(async () => {
    place = mkdtempSync(path.join(os.tmpdir(), 'a2-made-up-'));
    const ofRoot = readdirSync(root).filter((name) =>
      /^(rollup|tsconfig).*\.m?js(on)?$/.test(name),
    );
    for (const name of [...copied, ...ofRoot])
      cpSync(path.join(root, name), path.join(place, name), { recursive: true });
    mkdirSync(path.join(place, 'data'));
    for (const name of readdirSync(path.join(root, 'data')).filter((each) => each.endsWith('.mjs')))
      cpSync(path.join(root, 'data', name), path.join(place, 'data', name));
    symlinkSync(path.join(root, 'node_modules'), path.join(place, 'node_modules'), 'junction');

    for (const file of readdirSync(madeUp, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.txt')) continue;
      // What the suites of its kind know of it by themselves is a test's; all else is its folder.
      const room = file.endsWith('oracle.ts.txt') ? 'test/catalog' : 'src/catalog';
      const target = path.join(place, room, file.slice(0, -'.txt'.length));
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(path.join(madeUp, file), target);
    }
    await node('cli/build/stale.mjs');
    writeFileSync(path.join(place, 'made-up.json'), JSON.stringify(experiment));
    writeFileSync(
      path.join(place, 'a2.mjs'),
      "import { main } from './dist-cli/a2.mjs'; process.exitCode = await main(process.argv.slice(2), '.');",
    );
    await a2('run', 'made-up.json', '--out', 'results.json', '--quiet');
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  it('is of the right types', () =>
    node('node_modules/typescript-7/bin/tsc', '-p', 'src', '--noEmit'));

  it('passes the suites that all members of its kind pass', () =>
    node('node_modules/mocha/bin/mocha.js', ...suites));

  it('trains on the command line', () => {
    const { trials } = read('results.json');
    assert.lengthOf(trials, 2);
    for (const { figures } of trials) {
      const accuracy = figures.test!.accuracy!.at(-1)!;
      assert.isAbove(accuracy, 0.8);
      assert.isAtLeast(figures.test!['top-two']!.at(-1)!, accuracy);
    }
  });

  it('is in the PyTorch program, whose figures are the lab’s', async function () {
    const python = pythonWithTorch();
    if (python === null) this.skip();
    await a2('export-torch', 'made-up.json', '--out', 'program.py');
    await run(python, 'program.py', '--out', 'torch.json', '--threads', '1');
    const [ours, theirs] = [read('results.json'), read('torch.json')];
    for (const [at, trial] of ours.trials.entries()) {
      const other = theirs.trials[at]!;
      assert.deepEqual(other.epochs, trial.epochs);
      for (const part of ['train', 'test'] as const)
        for (const [name, column] of Object.entries(trial.figures[part]!))
          for (const [epoch, value] of column.entries())
            assert.closeTo(
              other.figures[part]![name]![epoch]!,
              value!,
              // The first step of this optimiser is a gradient's sign, whatever its size: roundings count.
              0.01,
              `${part} ${name} after epoch ${epoch + 1}`,
            );
    }
  });

  it('is offered in the page’s form, and trains there to the same figures', async () => {
    const server = await serve({ port: 0, folder: path.join(place, 'dist') });
    try {
      const lab = await openLab();
      const { page, problems } = await newPage(lab);
      await page.goto(`${server.url}/#/playground`);
      await page.getByText('The experiment as JSON').click();
      await page
        .getByLabel('The experiment as JSON', { exact: true })
        .fill(JSON.stringify(experiment));
      for (const label of ['softsign', 'random signs', 'Adagrad', 'Quadrants', 'top-two accuracy'])
        await says(page, 'a2-settings-form', label);
      await runButton(page).click();
      const best = read('results.json').trials.map(({ figures }) =>
        (figures.test!.accuracy!.at(-1)! * 100).toFixed(1),
      );
      for (const share of best) await says(page, 'a2-results-table', share);
      // The copy has none of the published datasets, which the page looks for.
      assert.deepEqual(
        problems.filter((each) => !each.includes('404')),
        [],
      );
    } finally {
      await server.close();
    }
  });
});

/** The commands that do not train. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { pytorchProgram } from '../../src/formats/pytorch/program.ts';
import { labVersion } from '../../src/base/version.ts';
import { a2, Folder, planOf, root, smallExperiment, start } from './support.ts';

const preset = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, `public/experiments/${name}.json`), 'utf8'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  version: string;
};

/** The program as the built lab writes it, which knows its version. */
const programOf = (document: unknown, from?: number, to?: number): string => {
  const { experiment, trials } = planOf(document);
  return pytorchProgram(experiment, trials.slice(from, to)).replaceAll(labVersion, version);
};

describe('a2', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('says its version and its commands, as they are typed into any shell', async () => {
    assert.deepEqual(await a2('--version'), { code: 0, stdout: `${version}\n`, stderr: '' });
    const { code, stdout } = await a2('--help');
    assert.equal(code, 0);
    assert.include(stdout, 'node cli/a2.mjs <command>');
    for (const command of ['run', 'list', 'validate', 'export-torch']) {
      assert.include(stdout, `\n  ${command} `);
      assert.include((await a2(command, '--help')).stdout, `node cli/a2.mjs ${command}`);
    }
  });

  it('ends as it would where it reads nothing of a long input', async () => {
    const long = new Uint8Array(4_000_000);
    assert.equal((await start(['--version'], long).ended).stdout, `${version}\n`);
  });

  it('lists the presets with their trials and datasets', async () => {
    const { code, stdout, stderr } = await a2('list');
    assert.equal(code, 0, stderr);
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.slice(0, 3)),
      ['I1c', 'I1d', 'I1f', 'I2c', 'I2d'],
    );
    assert.match(lines[1]!, /Four initialisations, five epochs +4 trials +FashionMNIST, /);
  });

  it('lists a dataset as missing where the folder named holds no such files', async () => {
    const { stdout } = await a2('list', '--datasets', folder.path);
    assert.include(stdout, `FashionMNIST, not in ${folder.path} (31 MB)`);
  });

  it('finds the presets valid, and counts trials and steps', async () => {
    const { code, stdout } = await a2('validate', 'I1d');
    assert.equal(code, 0);
    assert.equal(stdout, 'I1d is valid: 4 trials · 9,380 steps\n');
  });

  it('names path, expectation and finding of everything wrong, and exits with 1', async () => {
    const file = folder.write('bad.json', smallExperiment({ batchSize: -3, epochs: 'two' }));
    const { code, stdout } = await a2('validate', file);
    assert.equal(code, 1);
    assert.include(stdout, 'trial.batchSize: expected a number ≥ 1, got -3\n');
    assert.match(stdout, /trial\.epochs: expected .+, got "two"\n/);
  });

  it('reads a document from the standard input', async () => {
    const good = await start(['validate', '-'], JSON.stringify(smallExperiment())).ended;
    assert.deepEqual([good.code, good.stdout.includes('1 trial · 20 steps')], [0, true]);
    const bad = await start(['validate', '-'], '{').ended;
    assert.equal(bad.code, 1);
    assert.include(bad.stdout, 'the document: expected JSON');
  });

  it('reads what PowerShell writes with ">": UTF-16 with a mark, and lines of Windows', async () => {
    const text = JSON.stringify(smallExperiment(), null, 2).replaceAll('\n', '\r\n');
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    writeFileSync(folder.at('wide.json'), bytes);
    for (const { code, stdout } of [
      await a2('validate', folder.at('wide.json')),
      await start(['validate', '-'], bytes).ended,
    ]) {
      assert.deepEqual([code, stdout.includes('1 trial · 20 steps')], [0, true], stdout);
    }
  });

  it('exports the program that the page exports', async () => {
    const { code, stdout } = await a2('export-torch', 'I1d');
    assert.equal(code, 0);
    assert.equal(stdout, programOf(preset('I1d')));
  });

  it('exports one trial into a file', async () => {
    const file = folder.at('program.py');
    const { code, stdout } = await a2('export-torch', 'i2d', '--trial', '3', '--out', file);
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(readFileSync(file, 'utf8'), programOf(preset('I2d'), 2, 3));
  });

  it('asks for one trial where trials are of several datasets', async () => {
    const values = ['housing-synthetic', 'california-housing'];
    const axes = [{ path: 'dataset.name', values }];
    const file = folder.write('two.json', smallExperiment({}, axes));
    const { code, stderr } = await a2('export-torch', file);
    assert.equal(code, 1);
    assert.include(stderr, 'Choose one trial with --trial N, N from 1 to 2');
    assert.equal((await a2('export-torch', file, '--trial', '2')).code, 0);
  });

  const slips: readonly [string, readonly string[], string][] = [
    ['no command', [], 'a2 needs a command, got nothing'],
    ['an unknown command', ['train'], 'no command "train"; wanted one of run, list'],
    ['an unknown option', ['run', 'I1d', '--gpu'], 'no option --gpu; wanted one of --out'],
    ['no experiment', ['run'], 'needs one experiment (a file, a preset or -), got nothing'],
    ['a second experiment', ['run', 'I1d', 'I1f'], 'got "I1f" as well'],
    ['no such file', ['run', 'I9z'], 'I9z cannot be read: there is no such file'],
    ['an engine that is none', ['run', 'I1d', '--engine', 'cuda'], 'wanted one of auto, wasm'],
    ['no workers', ['run', 'I1d', '--workers', '0'], 'from 1 to 256, got "0"'],
    ['a forgotten value', ['run', 'I1d', '--out', '--quiet'], '--out needs a value'],
    ['a switch with a value', ['run', 'I1d', '--quiet=yes'], 'takes no value, got "yes"'],
    ['a trial that is not there', ['export-torch', 'I1d', '--trial', '5'], 'from 1 to 4'],
    ['a folder that is none', ['run', 'I1d', '--datasets', '/dev/null'], '--datasets: wanted'],
  ];
  for (const [what, args, message] of slips) {
    it(`refuses ${what} with exit code 2`, async () => {
      const { code, stdout, stderr } = await a2(...args);
      assert.equal(code, 2);
      assert.include(stderr, message);
      assert.equal(stdout, '');
    });
  }

  for (const [what, name, message] of [
    ['a folder that is not there', 'missing/results.json', 'there is no folder'],
    ['a folder', '.', 'is a folder'],
  ] as const) {
    it(`refuses to write into ${what} before it trains`, async () => {
      const file = folder.write('small.json', smallExperiment());
      const out = path.join(folder.path, name);
      const { code, stdout, stderr } = await a2('run', file, '--out', out);
      assert.equal(code, 2);
      assert.include(stderr, message);
      assert.notInclude(stderr, 'steps');
      assert.equal(stdout, '');
      assert.isFalse(existsSync(folder.at('missing')));
    });
  }
});

/** A run's output when its reader has gone, when its terminal is closed, and when a document contains control characters. */
import { spawn, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { needsSignals } from '../support/system.ts';
import { a2, Folder, root, smallExperiment, start, type Ended } from './support.ts';

const axes = [{ path: 'seed', values: [1, 2] }];

describe('the results', () => {
  let folder: Folder;
  let file = '';
  let out = '';
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
    file = folder.write('small.json', smallExperiment({}, axes));
    out = folder.at('results.json');
    mkdirSync(folder.at('tmp'));
  });
  afterEach(() => {
    folder.remove();
  });

  /** Runs with these as standard output and error: 'closed' is a pipe whose reader has gone. */
  function runWith(
    args: readonly string[],
    { stdout = 'pipe', stderr = 'pipe' }: { readonly stdout?: string; readonly stderr?: string },
  ): Promise<Ended> {
    const full = [stdout, stderr].map((each) =>
      each.startsWith('/') ? openSync(each, 'w') : null,
    );
    const stdio: StdioOptions = ['ignore', full[0] ?? 'pipe', full[1] ?? 'pipe'];
    const child = spawn(process.execPath, [path.join(root, 'cli/a2.mjs'), ...args], {
      stdio,
      env: { ...process.env, A2_OFFLINE: '1', TMPDIR: folder.at('tmp') },
    });
    const said = ['', ''];
    for (const [at, stream] of [child.stdout, child.stderr].entries()) {
      if ([stdout, stderr][at] === 'closed') stream?.destroy();
      else
        stream
          ?.setEncoding('utf8')
          .on('data', (text: string) => (said[at] = `${said[at] ?? ''}${text}`));
    }
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        for (const each of full) if (each !== null) closeSync(each);
        resolve({ code, stdout: said[0]!, stderr: said[1]! });
      });
    });
  }

  const rescued = (): string[] =>
    readdirSync(folder.at('tmp')).filter((name) => name.startsWith('a2-'));
  const engine = ['--engine', 'wasm'];

  for (const [stdout, stderr] of [
    ['closed', 'pipe'],
    ['pipe', 'closed'],
    ['closed', 'closed'],
    ['/dev/full', 'pipe'],
    ['pipe', '/dev/full'],
    ['/dev/full', '/dev/full'],
  ] as const) {
    it(`are in the file with the standard output ${stdout} and the standard error ${stderr}, and the exit code says so`, async function () {
      needsSignals(this);
      const ended = await runWith(['run', file, ...engine, '--out', out], { stdout, stderr });
      assert.equal(ended.code, 0, ended.stderr);
      assert.lengthOf(folder.results('results.json').trials, 2);
      assert.isEmpty(rescued());
      if (stdout === 'pipe') assert.match(ended.stdout, /^small: .*\n\n.*\n.*done/);
      if (stdout === '/dev/full' && stderr === 'pipe') assert.include(ended.stderr, 'ENOSPC');
    });
  }

  for (const stdout of ['closed', '/dev/full']) {
    for (const args of [[], ['--out', '-']]) {
      it(`that nothing else has are rescued where the standard output is ${stdout} (${args.join(' ') || 'a table'})`, async function () {
        needsSignals(this);
        const ended = await runWith(['run', file, ...engine, ...args], { stdout });
        assert.equal(ended.code, 1, ended.stderr);
        const [, place] = /is in (.+) instead\./.exec(ended.stderr) ?? assert.fail(ended.stderr);
        const { trials } = JSON.parse(readFileSync(place!, 'utf8')) as { trials: unknown[] };
        assert.lengthOf(trials, 2);
        assert.lengthOf(rescued(), 1);
      });
    }
  }

  it('of an earlier run are not replaced by those of one that trained nothing', async () => {
    assert.equal((await a2('run', file, ...engine, '--out', out)).code, 0);
    const before = readFileSync(out, 'utf8');
    const { code, stderr } = await a2('run', file, '--engine', 'tfjs-webgpu', '--out', out);
    assert.equal(code, 1);
    assert.include(stderr, `Nothing was trained, so ${out} was left as it was.`);
    assert.equal(readFileSync(out, 'utf8'), before);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
    it(`that are finished are kept after ${signal}`, async function () {
      needsSignals(this);
      const long = smallExperiment({}, [{ path: 'epochs', values: [1, 10_000] }]);
      const both = folder.write('long.json', long);
      const running = start(['run', both, '--engine', 'tfjs-cpu', '--workers', '2', '--out', out]);
      await running.says('epochs 1: done');
      running.child.kill(signal);
      // A closed terminal is told of by the shell and by the system.
      if (signal === 'SIGHUP') running.child.kill(signal);
      const { code, stderr } = await running.ended;
      assert.equal(code, 130, stderr);
      const statuses = folder.results('results.json').trials.map(({ status }) => status);
      assert.deepEqual(statuses, ['done', 'cancelled']);
    });
  }

  for (const args of [['list'], ['--help'], ['run', '--help'], ['validate', 'I1d']]) {
    it(`of ${args.join(' ')} may be read partly, and a full device is reported`, async function () {
      needsSignals(this);
      const closed = await runWith(args, { stdout: 'closed' });
      assert.deepEqual([closed.code, closed.stderr], [0, '']);
      const full = await runWith(args, { stdout: '/dev/full' });
      assert.equal(full.code, 1);
      assert.match(full.stderr, /^a2: Standard output did not take everything: .*ENOSPC[^\n]*\n$/);
    });
  }

  it('of a check are in the exit code, even if no one reads the output', async function () {
    needsSignals(this);
    const wrong = folder.write('wrong.json', { ...smallExperiment(), name: 5 });
    assert.equal((await runWith(['validate', wrong], { stdout: 'closed' })).code, 1);
  });

  it('of a program that was cut off exit with 1', async function () {
    needsSignals(this);
    assert.equal((await runWith(['export-torch', file], { stdout: 'closed' })).code, 1);
    assert.lengthOf(rescued(), 1);
  });

  it('are shown as text, whatever a document says to the terminal', async () => {
    const evil = '\u001b]0;owned\u0007\u001b[31mred \u009b31m \u202e rtl\r\nsecond: done';
    const document = { ...smallExperiment({}, axes), title: `Evil ${evil}` };
    const named = folder.write('evil.json', document);
    const wrong = folder.write('wrong.json', {
      ...document,
      [`key${evil}`]: 1,
      axes: [{ path: evil, values: [evil] }],
    });
    for (const args of [
      ['run', named, ...engine],
      ['validate', named],
      ['validate', wrong],
      ['run', wrong],
      ['export-torch', wrong],
      ['validate', folder.at(`none${evil}`)],
      ['run', named, '--student', evil],
    ]) {
      const { stdout, stderr } = await a2(...args);
      const said = stdout + stderr;
      assert.notMatch(
        said,
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
        args.join(' '),
      );
      assert.isFalse(
        said.split('\n').some((line) => line.startsWith('second: done')),
        said,
      );
    }
    const { stdout } = await a2('run', named, ...engine);
    assert.include(
      stdout,
      String.raw`Evil \u001b]0;owned\u0007\u001b[31mred \u009b31m \u202e rtl\u000d\nsecond: done`,
    );
    assert.isFalse(existsSync(out));
  });

  it('go into a pipe unchanged, whatever they contain', async () => {
    const title = 'a \u009b \u202e b';
    const named = folder.write('odd.json', { ...smallExperiment(), title });
    const { stdout } = await a2('run', named, ...engine, '--out', '-', '--quiet');
    assert.equal((JSON.parse(stdout) as { experiment: { title: string } }).experiment.title, title);
  });
});

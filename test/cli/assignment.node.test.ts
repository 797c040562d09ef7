/** `a2 assignment`: what it refuses, and what it writes when it is stopped. test/e2e runs it completely. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { Staging } from '../../cli/a2/assignment/staging.ts';
import { assignmentPlans, distinctTrials, trialLabels } from '../../cli/a2/assignment/plans.ts';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { assignmentPresets } from '../../src/course/handin/questions.ts';
import { needsSignals } from '../support/system.ts';
import { a2, Folder, root, start } from './support.ts';

describe('a2 assignment', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('says in its help what it writes, where, and with which exit codes', async () => {
    const { code, stdout } = await a2('assignment', '--help');
    assert.equal(code, 0);
    for (const word of ['--name', '--stand-ins', 'hand-in', 'CHROME_PATH', 'Exit code']) {
      assert.include(stdout, word);
    }
    assert.include((await a2('--help')).stdout, 'assignment [--name NAME]');
  });

  it('refuses unknown arguments, and a path that is not a folder', async () => {
    const file = folder.write('file', {});
    for (const [args, wanted] of [
      [['Lovelace'], 'takes no operand, got "Lovelace"'],
      [['--workers', '0'], '--workers: wanted a whole number from 1'],
      [['--engine', 'steam'], '--engine: wanted one of'],
      [['--out', path.join(file, 'in')], '--out: '],
      [['--datasets', folder.at('none')], '--datasets: wanted a folder'],
    ] as const) {
      const { code, stderr } = await a2('assignment', ...args);
      assert.equal(code, 2, stderr);
      assert.include(stderr, wanted);
    }
  });

  it('offers stand-ins where the data are missing', async () => {
    const args = ['--datasets', folder.path, '--out', folder.at('out')];
    const { code, stderr } = await a2('assignment', ...args);
    assert.equal(code, 1);
    assert.match(stderr, /neither .+ has .+ or add --stand-ins to train on generated data/);
    assert.isEmpty(readdirSync(folder.at('out')));
  });

  it('writes nothing when it is stopped, and says which details are missing', async function () {
    needsSignals(this);
    const out = folder.at('out');
    const running = start(['assignment', '--stand-ins', '--out', out, '--workers', '1']);
    await running.says('epoch 10 of 100');
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    assert.equal(code, 130, stderr);
    assert.equal(stdout, '');
    assert.include(stderr, 'Stopped. No file was written.');
    assert.include(
      stderr,
      'has blanks for your details: fill them in with --name "Ada Lovelace" and --id',
    );
    assert.isEmpty(readdirSync(out));
  });
});

describe('the trials of the assignment', () => {
  it('are those of the page, each once', async () => {
    const plans = await assignmentPlans(root, false);
    assert.deepEqual(
      plans.map(({ experiment }) => experiment.name),
      [...assignmentPresets],
    );
    const trials = distinctTrials(plans);
    const ids = plans.flatMap((plan) => plan.trials.map(({ id }) => id));
    assert.sameMembers(
      trials.map(({ id }) => id),
      [...new Set(ids)],
    );
    // I1d's Xavier is I1f's SGD; I2d holds rows back, so that it shares none with I2c.
    assert.lengthOf(trials, ids.length - 1);
    const labels = trialLabels(plans);
    assert.equal(labels.size, trials.length);
    assert.include([...labels.values()], 'I1d · Xavier');
    assert.include([...labels.values()], 'I2c');
  });

  it('are as many on stand-ins, with nothing else changed', async () => {
    const [real, generated] = [
      await assignmentPlans(root, false),
      await assignmentPlans(root, true),
    ];
    for (const [index, { experiment, trials }] of generated.entries()) {
      const names = new Set(trials.map(({ trial }) => trial.dataset.name));
      assert.match([...names].join(), /^(fashion|housing)-synthetic$/);
      const wanted = real[index]!;
      assert.deepEqual({ ...experiment, trial: null }, { ...wanted.experiment, trial: null });
      assert.deepEqual(
        trials.map(({ trial }) => ({ ...trial, dataset: null })),
        wanted.trials.map(({ trial }) => ({ ...trial, dataset: null })),
      );
    }
  });
});

describe('files that appear together', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('have their names only when all are whole', async () => {
    writeFileSync(folder.at('a.txt'), 'earlier');
    const staging = new Staging(folder.path, new AbortController().signal);
    await staging.put('a.txt', () => 'later');
    await staging.put('b.bin', () => new Blob(['by', 'tes']).stream());
    assert.equal(readFileSync(folder.at('a.txt'), 'utf8'), 'earlier');
    const { files, renamed } = await staging.commit();
    await staging.discard();
    assert.isEmpty(renamed);
    assert.deepEqual(files, [
      { path: folder.at('a.txt'), bytes: 5 },
      { path: folder.at('b.bin'), bytes: 5 },
    ]);
    assert.equal(readFileSync(folder.at('a.txt'), 'utf8'), 'later');
    assert.deepEqual(readdirSync(folder.path).toSorted(), ['a.txt', 'b.bin']);
  });

  it('leave nothing after an abort or a failure', async () => {
    const controller = new AbortController();
    const staging = new Staging(folder.path, controller.signal);
    await staging.put('a.txt', () => 'whole');
    const broken = new ReadableStream<Uint8Array>({
      pull(stream) {
        stream.enqueue(new Uint8Array(1000));
        stream.error(new Error('out of paper'));
      },
    });
    const failed = await staging.put('b.bin', () => broken).catch(String);
    assert.match(String(failed), /b\.bin could not be written: out of paper/);
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        stream.enqueue(new Uint8Array(1000));
        controller.abort(new Error('enough'));
      },
    });
    assert.equal(await staging.put('c.bin', () => endless).catch(String), 'Error: enough');
    await staging.discard();
    assert.isEmpty(readdirSync(folder.path));
  });
});

/** The folder in which `a2 run` keeps its trials: what goes on from it, and what it refuses. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { readJournal, type JournalEntry } from '../../src/formats/artefact/journal.ts';
import { readModel } from '../../src/formats/model/model-file.ts';
import { needsSignals } from '../support/system.ts';
import { tinyDisk } from './tiny-disk.ts';
import { a2, Folder, smallExperiment, start } from './support.ts';
import { timeless } from './timeless.ts';

const axes = [{ path: 'seed', values: [1, 2, 3] }];
const engine = ['--engine', 'tfjs-cpu', '--workers', '1'];

/** Of all processes that worked in the folder. */
function journalsOf(folder: string): JournalEntry[] {
  const journals = path.join(folder, 'journal');
  return readdirSync(journals).flatMap((name) => {
    const { entries, damaged, unknown } = readJournal(readFileSync(path.join(journals, name)));
    assert.deepEqual([damaged, unknown], [0, 0]);
    return [...entries];
  });
}

const ended = (folder: string, status: string) =>
  journalsOf(folder).filter((entry) => entry.kind === 'end' && entry.status === status);

describe('the folder of a run', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  const result = (name: string) => readFileSync(folder.at(name), 'utf8');

  const weights = async (name: string) =>
    (await readModel(readFileSync(folder.at(name)), name)).parameters;

  it('has nothing left to train once all is kept, and gives the same file again', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    const args = ['run', file, ...engine, '--out', folder.at('results.json')];
    const first = await a2(...args, '--models', folder.at('models'));
    assert.equal(first.code, 0, first.stderr);
    assert.include(first.stderr, `Finished trials are kept in ${folder.at('results.run')}.`);
    const written = result('results.json');
    const second = await a2(...args, '--models', folder.at('more'));
    assert.equal(second.code, 0, second.stderr);
    assert.include(second.stderr, 'All 3 trials are kept in ');
    assert.include(second.stderr, 'nothing is left to train. --fresh trains again.');
    assert.equal(result('results.json'), written);
    assert.equal(second.stdout, first.stdout);
    for (const name of readdirSync(folder.at('models')))
      assert.deepEqual(await weights(`models/${name}`), await weights(`more/${name}`), name);
    assert.lengthOf(ended(folder.at('results.run'), 'done'), 3);
  });

  it('is in the cache for a run without a file', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    const args = ['run', file, ...engine, '--run-dir', folder.at('kept')];
    assert.include((await a2('run', file, ...engine)).stderr, 'Finished trials are kept in ');
    assert.equal((await a2(...args)).code, 0);
    assert.include((await a2(...args, '--out', '-')).stderr, 'nothing is left to train');
    assert.sameMembers(readdirSync(folder.path), ['small.json', 'kept']);
  });

  it('trains everything again when it is asked to, to the same bytes', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    const args = ['run', file, ...engine, '--out', folder.at('results.json')];
    await a2(...args);
    const before = timeless(folder.at('results.json'));
    const fresh = await a2(...args, '--fresh');
    assert.equal(fresh.code, 0, fresh.stderr);
    assert.include(fresh.stderr, 'All 3 trials are trained again');
    assert.deepEqual(timeless(folder.at('results.json')), before);
    assert.lengthOf(ended(folder.at('results.run'), 'done'), 6);
  });

  it('gives its trials to another experiment that has them, too', async () => {
    const run = (document: unknown) =>
      a2(
        ...['run', folder.write('small.json', document), ...engine],
        ...['--out', folder.at('results.json')],
      );
    assert.equal((await run(smallExperiment({}, axes))).code, 0);
    const more = await run(smallExperiment({}, [{ path: 'seed', values: [2, 3, 4] }]));
    assert.equal(more.code, 0, more.stderr);
    assert.include(more.stderr, '2 of 3 trials kept in ');
    assert.lengthOf(ended(folder.at('results.run'), 'done'), 4);
  });

  it('goes on where a run was stopped, in the middle of a trial', async function () {
    needsSignals(this);
    const document = smallExperiment({ epochs: 500 }, axes);
    const file = folder.write('long.json', document);
    const args = ['run', file, ...engine, '--out', folder.at('results.json')];
    const running = start(args);
    await running.says('seed 2: epoch ');
    running.child.kill('SIGINT');
    const stopped = await running.ended;
    assert.equal(stopped.code, 130, stopped.stderr);
    assert.match(
      stopped.stderr,
      /1 of 3 trials are kept in .+; the same command goes on from there\./,
    );
    const again = await a2(...args);
    assert.equal(again.code, 0, again.stderr);
    const [, epoch] =
      /1 of 3 trials kept in .+, 1 continues at epoch (\d+)\./.exec(again.stderr) ?? [];
    assert.isAbove(Number(epoch), 40);
    const whole = await a2(...['run', file, ...engine, '--out', folder.at('whole.json')]);
    assert.equal(whole.code, 0);
    assert.deepEqual(timeless(folder.at('results.json')), timeless(folder.at('whole.json')));
    assert.isEmpty(readdirSync(folder.at('results.run/checkpoints')));
  });

  it('is shared by two processes, each of which trains what the other does not', async () => {
    const file = folder.write(
      'small.json',
      smallExperiment({ epochs: 60 }, [{ path: 'seed', values: [1, 2, 3, 4, 5, 6] }]),
    );
    const run = (out: string) =>
      start(['run', file, ...engine, '--run-dir', folder.at('shared'), '--out', folder.at(out)])
        .ended;
    const [one, two] = await Promise.all([run('one.json'), run('two.json')]);
    assert.deepEqual([one.code, two.code], [0, 0], one.stderr + two.stderr);
    assert.deepEqual(timeless(folder.at('one.json')), timeless(folder.at('two.json')));
    assert.lengthOf(ended(folder.at('shared'), 'done'), 6);
  });

  it('sets a damaged file aside, says so, and trains its trial again', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    const args = ['run', file, ...engine, '--out', folder.at('results.json')];
    await a2(...args);
    const before = timeless(folder.at('results.json'));
    const trials = folder.at('results.run/trials');
    const [losses = ''] = readdirSync(trials).filter((name) => name.endsWith('.losses'));
    const bytes = readFileSync(path.join(trials, losses));
    bytes[2]! ^= 1;
    writeFileSync(path.join(trials, losses), bytes);
    const again = await a2(...args);
    assert.equal(again.code, 0, again.stderr);
    assert.include(
      again.stderr,
      `Kept results cannot be used and are computed again. ${losses}: it was changed.`,
    );
    assert.include(again.stderr, '2 of 3 trials kept in ');
    assert.deepEqual(timeless(folder.at('results.json')), before);
  });

  it('is refused if it holds other files, before anything is trained', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    mkdirSync(folder.at('photos'));
    writeFileSync(folder.at('photos/cat.jpg'), '');
    const args = ['run', file, ...engine, '--out', folder.at('results.json')];
    const { code, stderr } = await a2(...args, '--run-dir', folder.at('photos'));
    assert.equal(code, 2);
    assert.match(
      stderr,
      /a2: --run-dir: .+ is not a folder of runs: it has no run\.json, and has other files, such as cat\.jpg\./,
    );
    assert.sameMembers(readdirSync(folder.path), ['small.json', 'photos']);
    const { code: usage, stderr: wrong } = await a2(...args, '--checkpoint-every', 'often');
    assert.equal(usage, 2);
    assert.include(
      wrong,
      '--checkpoint-every: wanted a number of seconds from 0 to 86400, got "often"',
    );
  });

  it('is done without where it cannot be made: the run says so and delivers its results', async () => {
    const file = folder.write('small.json', smallExperiment({}, axes));
    writeFileSync(folder.at('results.run'), 'a file');
    const args = ['run', file, ...engine, '--out', folder.at('results.json')];
    const { code, stderr } = await a2(...args);
    assert.equal(code, 0, stderr);
    assert.include(stderr, 'Finished trials cannot be kept before the end of the run: ');
    assert.equal(result('results.run'), 'a file');
  });

  it('loses nothing where the disk is full: the run ends, and says what is not kept', async function () {
    const disk = tinyDisk(this, folder.at('small'), '48k');
    try {
      const file = folder.write('small.json', smallExperiment({ epochs: 40 }, axes));
      // As many checkpoints as can be, which take room as well.
      const often = ['--checkpoint-every', '0'];
      const args = ['run', file, ...engine, ...often, '--out', folder.at('results.json')];
      const kept = folder.at('small/kept');
      const full = await a2(...args, '--run-dir', kept);
      assert.equal(full.code, 0, full.stderr);
      assert.match(
        full.stderr,
        /A finished trial could not be kept: .+ could not be written: .*\(ENOSPC\)\./,
      );
      const results = timeless(folder.at('results.json'));
      // What is there is whole: nothing is set aside, and the rest is trained again.
      const again = await a2(...args, '--run-dir', kept);
      assert.equal(again.code, 0, again.stderr);
      assert.match(again.stderr, /[12] of 3 trials kept in /);
      assert.notInclude(again.stderr, 'cannot be used');
      assert.deepEqual(timeless(folder.at('results.json')), results);
    } finally {
      disk.remove();
    }
  });
});

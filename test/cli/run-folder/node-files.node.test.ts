/** The folder of runs on a real disk, and what goes wrong with one. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { nodeFiles } from '../../../cli/a2/run-folder/node-files.ts';
import { RunFolder } from '../../../src/lab/runs/run-folder.ts';
import { planOf } from '../../formats/artefact/support.ts';
import { drawnTrial, keys, newOutcome, runAll } from '../../lab/runs/support.ts';
import { TrialKeeper } from '../../../src/lab/runs/trial-keeper.ts';
import { MemoryDisk } from '../../lab/runs/memory-disk.ts';
import { Folder, root } from '../support.ts';
import { tinyDisk } from '../tiny-disk.ts';

const program = path.join(root, 'test/cli/run-folder/program.ts');

interface Started {
  readonly child: ReturnType<typeof spawn>;
  readonly lines: string[];
  readonly problems: string[];
  /** Resolves once it has said so many lines. */
  says(count: number): Promise<void>;
  readonly ended: Promise<number | null>;
}

function start(place: string, count: number): Started {
  const args = ['--import', 'tsx', program, place, String(count)];
  const child = spawn(process.execPath, args, { cwd: root });
  const lines: string[] = [];
  const problems: string[] = [];
  let look: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line !== ''));
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => problems.push(text));
  return {
    child,
    lines,
    problems,
    says: (wanted) =>
      new Promise((resolve) => {
        look = () => {
          if (lines.length >= wanted) resolve();
        };
        look();
      }),
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}

const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(path.relative(place, entry.parentPath), entry.name))
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted();

const refusal = async (place: string): Promise<string> => {
  try {
    await RunFolder.open(nodeFiles(place), { report: () => undefined });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a folder of runs on a disk', () => {
  let folder: Folder;
  let disk: { remove(): void } | null;
  beforeEach(() => {
    folder = new Folder();
    disk = null;
  });
  afterEach(() => {
    disk?.remove();
    folder.remove();
  });

  it('has the same files as one in memory', async () => {
    const memory = new MemoryDisk();
    await runAll({ files: memory.open(), number: 1, outcome: newOutcome() });
    const place = folder.at('new/runs');
    const outcome = newOutcome();
    await runAll({ files: nodeFiles(place), number: 1, outcome });
    assert.deepEqual(outcome.problems, []);
    assert.deepEqual(filesIn(place), [...memory.files.keys()]);
    for (const [name, bytes] of memory.files) {
      assert.deepEqual(new Uint8Array(readFileSync(path.join(place, name))), bytes, name);
    }
  });

  it('is shared by two programs, of which one is killed', async function () {
    this.timeout(90_000);
    const place = folder.at('runs');
    const count = 12;
    const one = start(place, count);
    await one.says(2);
    const two = start(place, count);
    one.child.kill('SIGKILL');
    await one.ended;
    assert.equal(await two.ended, 0, two.problems.join(''));
    assert.deepEqual(two.problems, []);
    // All that the first one has said is kept is found by the second.
    const kept = (lines: readonly string[]) => lines.filter((line) => line.startsWith('kept'));
    for (const line of kept(one.lines)) assert.include(two.lines, line.replace('kept', 'found'));
    assert.lengthOf(two.lines, count);
    const files = filesIn(place);
    assert.lengthOf(
      files.filter((name) => name.startsWith('trials/')),
      3 * count,
    );
    const reported: string[] = [];
    const again = await RunFolder.open(nodeFiles(place), {
      report: (problem) => reported.push(problem),
    });
    const trials = new TrialKeeper({
      artefacts: again.artefacts,
      keys,
      report: (problem) => reported.push(problem),
    });
    for (let seed = 1; seed <= count; seed++) assert.isNotNull(await trials.finished(planOf(seed)));
    await again.close();
    assert.deepEqual(reported, []);
  });

  it('trains each trial once in two programs at the same time', async function () {
    this.timeout(90_000);
    const place = folder.at('runs');
    const programs = [start(place, 20), start(place, 20)];
    for (const { ended, problems } of programs) assert.equal(await ended, 0, problems.join(''));
    const lines = programs.flatMap((each) => each.lines);
    const kept = lines.filter((line) => line.startsWith('kept'));
    assert.lengthOf(kept, 20);
    assert.lengthOf(new Set(kept), 20);
    assert.lengthOf(lines, 40);
    const left = filesIn(place).filter((name) => !name.startsWith('trials/'));
    assert.deepEqual(left, ['run.json']);
  });

  it('is not a file, nor below one', async () => {
    writeFileSync(folder.at('file'), '');
    assert.match(await refusal(folder.at('file')), /file could not be opened: a part of the path/);
    assert.match(await refusal(folder.at('file/runs')), /could not be opened: a part of the path/);
  });

  it('is not one with other files', async () => {
    writeFileSync(folder.at('notes.txt'), '');
    assert.match(await refusal(folder.at('.')), /has other files, such as notes\.txt/);
    assert.deepEqual(filesIn(folder.at('.')), ['notes.txt']);
  });

  it('on a read-only disk is refused in one sentence', async function () {
    disk = tinyDisk(this, folder.at('disk'), '256k');
    execFileSync('mount', ['-o', 'remount,ro', folder.at('disk')]);
    const problem = await refusal(folder.at('disk'));
    assert.match(problem, /disk\/run\.json could not be written: the disk is read-only \(EROFS\)/);
    assert.deepEqual(filesIn(folder.at('disk')), []);
  });

  it('on a full disk keeps what is finished, and goes on once there is room', async function () {
    disk = tinyDisk(this, folder.at('disk'), '256k');
    const place = folder.at('disk/runs');
    mkdirSync(place);
    const problems: string[] = [];
    const report = (problem: string) => problems.push(problem);
    const runs = await RunFolder.open(nodeFiles(place), { report });
    const trials = new TrialKeeper({ artefacts: runs.artefacts, keys, report });
    const [first, second] = [await drawnTrial(planOf(1)), await drawnTrial(planOf(2))];
    assert.isNotNull(await trials.keep(first.state, first.model));
    const filler = folder.at('disk/filler');
    // Half a page is free.
    assert.throws(() => writeFileSync(filler, new Uint8Array(1_000_000)), /ENOSPC/);
    assert.isNull(await trials.keep(second.state, second.model));
    assert.match(problems.join(), /could not be written: the disk is full \(ENOSPC\)\. Free some/);
    const mine = filesIn(place).filter((name) => name.startsWith('trials/'));
    assert.isTrue(
      mine.every((name) => name.includes(first.key)),
      mine.join(),
    );
    writeFileSync(filler, '');
    assert.isNotNull(await trials.keep(second.state, second.model));
    assert.isNotNull(await trials.finished(first.plan));
    assert.isNotNull(await trials.finished(second.plan));
    await runs.close();
  });

  it('on a drive that is unplugged says so', async function () {
    disk = tinyDisk(this, folder.at('disk'), '256k');
    const problems: string[] = [];
    const report = (problem: string) => problems.push(problem);
    const runs = await RunFolder.open(nodeFiles(folder.at('disk')), { report });
    const trials = new TrialKeeper({ artefacts: runs.artefacts, keys, report });
    execFileSync('umount', ['-l', folder.at('disk')]);
    disk = null;
    const drawn = await drawnTrial(planOf(1));
    assert.isNull(await trials.keep(drawn.state, drawn.model));
    assert.match(problems.join(), /its drive is gone, .*\(ENOENT\)\. Connect the drive again/);
    await runs.close();
    assert.deepEqual(filesIn(folder.at('disk')), []);
  });
});

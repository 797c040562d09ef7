/**
 * A fault at every operation of a small run, each in turn: a crash or a power failure before it, within it and behind
 * it, a full disk, a failing one. Whatever was reported as kept is there and whole afterwards, and a second attempt
 * ends with the same bytes as a run without faults.
 */
import { assert } from 'chai';
import type { Bytes } from '../../../src/lab/ports/artefacts.ts';
import type { JournalEntry } from '../../../src/formats/artefact/journal.ts';
import { readHistory } from '../../../src/lab/runs/history.ts';
import { numbersOf } from '../../formats/artefact/support.ts';
import { Crash, MemoryDisk, systemError, type Operation } from './memory-disk.ts';
import { newOutcome, runAll, type RunOutcome } from './support.ts';

const faults = ['before', 'within', 'behind', 'full once', 'full', 'failing'] as const;
type Fault = (typeof faults)[number];
const crashes: readonly Fault[] = ['before', 'within', 'behind'];

/** Operations that change the disk: the program may as well end at these alone. */
const changes: readonly Operation[] = [
  'makeFolder',
  'create',
  'write',
  'sync',
  'overwrite',
  'rename',
  'remove',
  'syncFolder',
];
const filling: readonly Operation[] = ['makeFolder', 'create', 'write', 'overwrite'];

interface Faulty {
  readonly files: ReturnType<MemoryDisk['open']>;
  /** How many operations there were that the fault can happen at. */
  readonly count: () => number;
  readonly happened: () => boolean;
}

/** @param at the operation at which it happens, counted from 0 among those at which it can */
function faulty(disk: MemoryDisk, fault: Fault, at: number): Faulty {
  const full = fault === 'full' || fault === 'full once';
  const concerned = full ? filling : crashes.includes(fault) ? changes : null;
  let count = 0;
  let dead = false;
  let here = false;
  const files = disk.open(
    (operation) => {
      if (dead) throw new Crash();
      if (concerned?.includes(operation) === false) return null;
      here = count++ === at;
      if (full && (here || (fault === 'full' && count > at))) throw systemError('ENOSPC');
      if (!here) return null;
      if (fault === 'failing') throw systemError('EIO');
      if (fault === 'behind') return null;
      dead = true;
      if (fault === 'before') throw new Crash();
      return { bytes: 3 };
    },
    () => {
      if (!here || fault !== 'behind') return;
      dead = true;
      throw new Crash();
    },
  );
  return { files, count: () => count, happened: () => count > at };
}

const textOf = (bytes: Bytes): string => new TextDecoder().decode(bytes);

/** What may not differ between two runs: all but the journals. */
const lasting = (disk: MemoryDisk): Map<string, string> =>
  new Map(
    [...disk.files]
      .filter(([path]) => !path.startsWith('journal/'))
      .map(([path, bytes]) => [path, textOf(bytes)]),
  );

async function firstAttempt({ files }: Faulty): Promise<RunOutcome> {
  const outcome = newOutcome();
  try {
    await runAll({ files, number: 1, outcome });
  } catch (error) {
    if (!(error instanceof Crash)) outcome.problems.push((error as Error).message);
  }
  return outcome;
}

/** The messages of a first attempt: one clear sentence about each thing, and no crash of a test in between. */
function assertSentences(problems: readonly string[], fault: Fault): void {
  const code = fault === 'failing' ? 'EIO' : 'ENOSPC';
  for (const problem of problems) {
    if (crashes.includes(fault)) continue;
    assert.match(problem, new RegExp(`/runs.* could not be \\w+: .*\\(${code}\\)\\. .*\\.$`));
  }
}

/** A program that lives on removes what it could not finish; a heartbeat alone may stay if its removal fails. */
function assertTidy(disk: MemoryDisk, where: string): void {
  const left = [...disk.files.keys()].filter((path) => /\.tmp$|~\d+$/.test(path));
  assert.deepEqual(left, [], where);
}

/** All that the journals accepted is in them. */
async function assertTold(
  disk: MemoryDisk,
  told: readonly JournalEntry[],
  where: string,
): Promise<void> {
  const { runs, kept, damaged } = await readHistory(disk.open());
  assert.equal(damaged, 0, where);
  for (const entry of told) {
    const run = runs.find(({ begun }) => begun.run === entry.run);
    assert.isDefined(run, where);
    if (entry.kind === 'add') assert.deepEqual(run.trials, entry.trials, where);
    if (entry.kind === 'stop') assert.deepEqual(run.stopped, entry, where);
    if (entry.kind !== 'end') continue;
    assert.deepEqual(run.ends.get(entry.id), entry, where);
    assert.isTrue(kept.has(entry.key!), where);
  }
}

describe('a run with a fault at every operation', () => {
  let wanted: Map<string, string>;
  before(async () => {
    const disk = new MemoryDisk();
    const outcome = newOutcome();
    await runAll({ files: disk.open(), number: 1, outcome });
    assert.deepEqual(outcome.problems, []);
    assert.lengthOf(outcome.kept, 2);
    wanted = lasting(disk);
    const trials = [...wanted.keys()].filter((path) => path.startsWith('trials/'));
    // Both have losses, and one learnt.
    assert.lengthOf(trials, 2 + 2 + 1);
    assert.sameMembers([...wanted.keys()], ['run.json', ...trials]);
  });

  for (const fault of faults) {
    for (const lost of crashes.includes(fault) ? [false, true] : [false]) {
      const what = crashes.includes(fault)
        ? `${lost ? 'a power failure' : 'a crash'} ${fault} it`
        : `a disk that is ${fault}`;
      it(`loses nothing that it kept: ${what}`, async function () {
        this.timeout(30_000);
        let tried = 0;
        for (let at = 0; ; at++) {
          const disk = new MemoryDisk({ keepsNames: at % 2 === 1 });
          const broken = faulty(disk, fault, at);
          const first = await firstAttempt(broken);
          if (!broken.happened()) break;
          tried += 1;
          const where = `at operation ${at}: `;
          assertSentences(first.problems, fault);
          if (!crashes.includes(fault)) assertTidy(disk, where);
          const random = numbersOf(at * 7 + 1);
          if (lost) disk.crash(() => random() + 0.5);
          const second = newOutcome();
          await runAll({ files: disk.open(), number: 2, outcome: second });
          assert.deepEqual(second.problems, [], where);
          // Each that was kept is found, whole, and is not computed again.
          assert.includeMembers(second.found, first.kept, where);
          assert.lengthOf([...second.found, ...second.kept], 2, where);
          assert.deepEqual([...lasting(disk).keys()], [...wanted.keys()], where);
          assert.deepEqual(lasting(disk), wanted, where);
          await assertTold(disk, [...first.told, ...second.told], where);
        }
        assert.isAbove(tried, 40);
      });
    }
  }
});

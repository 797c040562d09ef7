import { assert } from 'chai';
import type { FolderFiles } from '../../../src/lab/ports/file-system.ts';
import { FileLeases } from '../../../src/lab/runs/file-leases.ts';
import { FolderClaims } from '../../../src/lab/runs/folder-claims.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryDisk, systemError } from './memory-disk.ts';

const never = new AbortController().signal;

interface Process {
  readonly clock: ManualClock;
  readonly leases: FileLeases;
  readonly claims: FolderClaims;
  readonly problems: string[];
}

async function processOn(files: FolderFiles, digit: string): Promise<Process> {
  const clock = new ManualClock();
  // No two processes have the same clock.
  clock.pass(Number(digit) * 1e6);
  const leases = new FileLeases(files, digit.repeat(32), clock);
  await leases.start();
  const problems: string[] = [];
  const claims = new FolderClaims(leases, (problem) => problems.push(problem));
  return { clock, leases, claims, problems };
}

/** Seconds go by for those that live. */
async function pass(seconds: number, ...living: readonly Process[]): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    for (const { clock, leases } of living) {
      clock.pass(1000);
      await leases.tick();
    }
  }
}

describe('leases of processes that share a folder', () => {
  let disk: MemoryDisk;
  let one: Process;
  let two: Process;
  beforeEach(async () => {
    disk = new MemoryDisk();
    await disk.open().makeFolder('leases');
    one = await processOn(disk.open(), '1');
    two = await processOn(disk.open(), '2');
  });

  const leases = () => [...disk.files.keys()].filter((path) => path.includes('~'));

  it('are held by one at a time', async () => {
    const lease = await one.leases.take('a');
    assert.isNotNull(lease);
    assert.isNull(await one.leases.take('a'));
    assert.isNull(await two.leases.take('a'));
    assert.isNotNull(await two.leases.take('b'));
    await lease.release();
    assert.isNotNull(await two.leases.take('a'));
  });

  it('stay with a process that lives, however long it takes', async () => {
    await one.leases.take('a');
    await pass(60, one, two);
    assert.isNull(await two.leases.take('a'));
  });

  it('pass on from a process that is dead, after five seconds of looking', async () => {
    await one.leases.take('a');
    await pass(5, two);
    assert.isNull(await two.leases.take('a'));
    await pass(1, two);
    assert.isNotNull(await two.leases.take('a'));
  });

  it('do not pass on because nobody looked for an hour', async () => {
    await one.leases.take('a');
    assert.isNull(await two.leases.take('a'));
    two.clock.pass(3_600_000);
    assert.isNull(await two.leases.take('a'));
  });

  it('pass on to one of several', async () => {
    await one.leases.take('a');
    const others = await Promise.all(['3', '4'].map((digit) => processOn(disk.open(), digit)));
    await pass(6, two, ...others);
    const taken = await Promise.all([two, ...others].map(({ leases: each }) => each.take('a')));
    assert.lengthOf(
      taken.filter((lease) => lease !== null),
      1,
    );
  });

  it('are not lost to a process that was suspended and goes on', async () => {
    const first = await one.leases.take('a');
    await pass(6, two);
    const second = await two.leases.take('a');
    // It does not know, and releases.
    await first!.release();
    await pass(2, one, two);
    const three = await processOn(disk.open(), '3');
    await second!.release();
    assert.isNotNull(await three.leases.take('a'));
  });

  it('are gone with a process that ends', async () => {
    await one.leases.take('a');
    await one.leases.take('b');
    await one.leases.close();
    assert.deepEqual([...disk.files.keys()], [`leases/${'2'.repeat(32)}.beat`]);
  });

  it('are not taken over from one that has taken them just before', async () => {
    await one.leases.take('a');
    const other = '4'.repeat(32);
    const files = disk.open((operation, path) => {
      // Another has taken it over and released it, and a third one has it now.
      if (operation === 'create' && path === 'leases/a~2') disk.put('leases/a~1', other);
      return null;
    });
    const three = await processOn(files, '3');
    for (let second = 0; second < 8; second++) {
      three.clock.pass(1000);
      assert.isNull(await three.leases.take('a'));
    }
    assert.deepEqual(leases(), ['leases/a~1']);
    assert.equal(new TextDecoder().decode(disk.files.get('leases/a~1')), other);
  });

  it('of dead processes are swept', async () => {
    await one.leases.take('a');
    await pass(6, two);
    await two.leases.take('a');
    const three = await processOn(disk.open(), '3');
    await pass(8, three);
    assert.deepEqual(leases(), []);
    assert.deepEqual([...disk.files.keys()], [`leases/${'3'.repeat(32)}.beat`]);
  });

  it('that a crash has torn pass on', async () => {
    disk.put('leases/a~1', '');
    disk.put('leases/b~1', '1111');
    disk.put('leases/c~2', '1'.repeat(32));
    assert.isNull(await two.leases.take('a'));
    await pass(40, two);
    assert.deepEqual(leases(), []);
  });

  it('are given to one that waits', async () => {
    assert.isTrue(await one.claims.take('a'));
    assert.isTrue(one.claims.has('a'));
    assert.isFalse(await two.claims.take('a'));
    let waited = false;
    const wait = two.claims.wait('a', never).then(() => (waited = true));
    await pass(3, one, two);
    assert.isFalse(waited);
    one.claims.release('a');
    await one.claims.settled();
    await pass(1, two);
    await wait;
    assert.isTrue(two.claims.has('a'));
  });

  it('are given to one that waits for a dead process', async () => {
    await one.claims.take('a');
    const wait = two.claims.wait('a', never);
    await pass(7, two);
    await wait;
    assert.isTrue(two.claims.has('a'));
  });

  it('are awaited no longer once that is cancelled', async () => {
    await one.claims.take('a');
    const controller = new AbortController();
    const wait = two.claims.wait('a', controller.signal).catch((error: unknown) => error);
    controller.abort();
    assert.propertyVal(await wait, 'code', 'aborted');
    one.claims.releaseAll();
    await one.claims.settled();
    await pass(3, two);
    assert.isFalse(two.claims.has('a'));
    assert.deepEqual(leases(), []);
  });

  it('that cannot be written stop nobody, and are reported', async () => {
    const files = disk.open((operation) => {
      if (operation === 'create') throw systemError('EROFS');
      return null;
    });
    const three = await processOn(files, '3');
    assert.isTrue(await three.claims.take('a'));
    assert.isFalse(three.claims.has('a'));
    assert.match(three.problems.join(), /leases\/a~1 could not be written: the disk is read-only/);
  });

  it('of thousands of names are waited for without reading each of them every second', async () => {
    const names = Array.from({ length: 500 }, (_, at) => `name${at}`);
    for (const name of names) await one.claims.take(name);
    let reads = 0;
    const three = await processOn(
      disk.open((operation) => {
        if (operation === 'read') reads += 1;
        return null;
      }),
      '3',
    );
    const controller = new AbortController();
    const waits = names.map((name) => three.claims.wait(name, controller.signal));
    const all = Promise.allSettled(waits);
    await pass(2, one, three);
    reads = 0;
    await pass(5, one, three);
    assert.isBelow(reads, 50);
    controller.abort();
    await all;
  });
});

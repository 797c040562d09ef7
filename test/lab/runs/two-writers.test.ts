/** Two processes on one folder, their operations in any order. */
import { assert } from 'chai';
import fc from '../../support/draws.mjs';
import { numbersOf } from '../../formats/artefact/support.ts';
import { MemoryDisk } from './memory-disk.ts';
import { drawnTrials, newOutcome, openFolder, pass, runAll } from './support.ts';
import { Turns } from './turns.ts';

const lasting = (disk: MemoryDisk) =>
  new Map([...disk.files].filter(([path]) => !path.startsWith('journal/')));

describe('two processes on one folder', () => {
  it('end with the bytes of one alone, in whatever order they work', async () => {
    const alone = new MemoryDisk();
    await runAll({ files: alone.open(), number: 1, outcome: newOutcome() });
    const wanted = lasting(alone);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (seed, keepsNames) => {
        const disk = new MemoryDisk({ keepsNames });
        const random = numbersOf(seed);
        // In stretches, so that one may stand still for as long as the other takes it for dead.
        let [last, left] = [0, 0];
        const turns = new Turns((count) => {
          if (left-- <= 0) {
            last = Math.floor((random() + 0.5) * count);
            left = Math.floor((random() + 0.5) ** 4 * 200);
          }
          return Math.min(last, count - 1);
        });
        const outcomes = [newOutcome(), newOutcome()];
        await Promise.all(
          outcomes.map((outcome, at) =>
            turns.run(disk.open(), (files) => runAll({ files, number: at + 1, outcome })),
          ),
        );
        assert.deepEqual(
          outcomes.flatMap(({ problems }) => problems),
          [],
        );
        for (const { kept, found } of outcomes) assert.lengthOf([...kept, ...found], 2);
        const after = lasting(disk);
        // What one has taken from the other for dead stays until the next sweep.
        for (const path of after.keys()) if (path.startsWith('leases/')) after.delete(path);
        assert.deepEqual([...after.keys()], [...wanted.keys()]);
        assert.deepEqual(after, wanted);
        const third = await openFolder(disk.open(), 3);
        for (let second = 0; second < 40; second++) await pass(third);
        await third.folder.close();
        assert.deepEqual(lasting(disk), wanted);
      }),
      { numRuns: 40 },
    );
  });

  it('have on the device what another has kept, once they know of it', async () => {
    const disk = new MemoryDisk();
    const [one, two] = [await openFolder(disk.open(), 1), await openFolder(disk.open(), 2)];
    const [, { plan, state, model, key }] = (await drawnTrials) as [unknown, Drawn];
    const files = disk.open();
    await one.trials.keep(state, model);
    const name = `${key}.json`;
    const bytes = (await one.folder.artefacts.get(name))!;
    // As if the other had been interrupted before it synced the folder.
    await files.remove(`trials/${name}`);
    await files.syncFolder('trials');
    const file = await files.create(`trials/.${'1'.repeat(32)}.1.tmp`);
    await file.write(bytes);
    await file.sync();
    await files.rename(`trials/.${'1'.repeat(32)}.1.tmp`, `trials/${name}`);
    assert.isFalse(await two.folder.artefacts.putIfAbsent(name, bytes));
    disk.crash(() => 1);
    const three = await openFolder(disk.open(), 3);
    assert.isNotNull(await three.trials.finished(plan));
  });
});

type Drawn = Awaited<typeof drawnTrials>[number];

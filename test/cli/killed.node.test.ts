/** Commands that are killed at random moments and started again. `npm run test:release` kills them more often. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { readZip } from '../course/handin/read-zip.ts';
import { settings } from '../support/settings.mjs';
import { Folder, smallExperiment, start } from './support.ts';
import { finishedIn, survivesKills } from './killed.ts';
import { timeless, timelessText } from './timeless.ts';

/** Compares each value with the first one. */
function alwaysEqual(): (now: unknown) => void {
  let first: unknown = null;
  return (now) => {
    first ??= now;
    assert.deepEqual(now, first);
  };
}

/** The results and the weights in the ZIP of a hand-in. */
function handedIn(folder: string): Record<string, unknown> {
  const [zip = ''] = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  assert.isTrue(existsSync(path.join(folder, zip.replace('.zip', '.pdf'))));
  const found: Record<string, unknown> = {};
  for (const [name, { bytes }] of readZip(readFileSync(path.join(folder, zip)))) {
    if (name.startsWith('results/')) found[name] = timelessText(new TextDecoder().decode(bytes));
  }
  assert.isNotEmpty(found);
  return found;
}

describe('a command that is killed', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('loses no finished trial of a run, and ends in the bytes of a run in one piece', async () => {
    const document = smallExperiment(
      { epochs: 600, batchSize: 32, measure: { gradientNorms: true } },
      [{ path: 'seed', values: [1, 2, 3, 4] }],
    );
    const file = folder.write('small.json', document);
    const out = folder.at('results.json');
    const equal = alwaysEqual();
    await survivesKills({
      args: ['run', file, '--out', out, '--workers', '2', '--checkpoint-every', '0.05'],
      folder: folder.at('results.run'),
      kills: settings.kills,
      compare: () => equal(timeless(out)),
    });
  });

  it('loses no finished trial of the assignment', async () => {
    const args = ['assignment', '--stand-ins', '--out', folder.at('hand-in')];
    let kept = new Map<string, Buffer>();
    for (const more of [': done after ', ' of 20 trials kept in ']) {
      const running = start(args);
      await running.says(more);
      await running.says(': done after ');
      running.child.kill('SIGKILL');
      await running.ended;
      const now = finishedIn(folder.at('hand-in.run'));
      assert.isAbove(now.size, kept.size);
      for (const [name, bytes] of kept) assert.isTrue(now.get(name)?.equals(bytes), name);
      kept = now;
    }
    assert.isEmpty(readdirSync(folder.at('hand-in')));
  });

  // Minutes for each kill, so only before a release.
  if (process.env.A2_RELEASE === '1') {
    it('ends the assignment in the bytes of one in one piece', async function () {
      this.timeout(4 * 3_600_000);
      const out = folder.at('hand-in');
      const equal = alwaysEqual();
      await survivesKills({
        args: ['assignment', '--stand-ins', '--out', out],
        folder: folder.at('hand-in.run'),
        kills: settings.kills,
        compare: () => equal(handedIn(out)),
      });
    });
  }
});

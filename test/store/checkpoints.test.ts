import { assert } from 'chai';
import { DatabaseCheckpoints } from '../../src/store/checkpoints.ts';
import { MemoryDisk } from '../lab/runs/memory-disk.ts';
import { drawnTrials, keys, openFolder, type DrawnTrial } from '../lab/runs/support.ts';

/** Whether another tab trains the trial, and what waits until it no longer does. */
class OtherTab {
  trains = true;
  readonly #waiting: (() => void)[] = [];

  free = (wanted: readonly string[]): Promise<readonly string[]> =>
    Promise.resolve(this.trains ? [] : wanted);

  wait = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve));

  release = (): void => undefined;

  close(): void {
    this.trains = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

describe('trials under way in a database', () => {
  let trial: DrawnTrial;
  let tab: OtherTab;
  let checkpoints: DatabaseCheckpoints;
  const { signal } = new AbortController();

  beforeEach(async () => {
    trial = (await drawnTrials)[1]!;
    const { folder } = await openFolder(new MemoryDisk().open());
    tab = new OtherTab();
    checkpoints = new DatabaseCheckpoints(folder.artefacts, keys, tab, (problem) =>
      assert.fail(problem),
    );
    await checkpoints.keep(trial.underWay[0]!);
  });

  const offered = async () => [...(await checkpoints.places([trial.plan])).keys()];

  it('are offered once the tab that trains them is closed', async () => {
    assert.deepEqual(await offered(), []);
    const given = checkpoints.given([trial.plan], signal);
    tab.close();
    assert.equal(await given, 'given');
    assert.deepEqual(await offered(), [trial.plan.id]);
  });

  it('are offered if that tab was closed between the two looks', async () => {
    assert.deepEqual(await offered(), []);
    tab.close();
    assert.equal(await checkpoints.given([trial.plan], signal), 'given');
  });

  it('are not waited for if there are none', async () => {
    tab.close();
    await checkpoints.discard([trial.plan]);
    assert.equal(await checkpoints.given([trial.plan], signal), 'none');
    assert.equal(await checkpoints.given([], signal), 'none');
  });
});

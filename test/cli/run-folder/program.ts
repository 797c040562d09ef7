/**
 * A program that keeps drawn trials in a folder as a run does that trains them, to be started twice and killed:
 * program.ts FOLDER COUNT. Says "kept KEY" or "found KEY" on its output, and all problems on standard error.
 */
import { nodeFiles } from '../../../cli/a2/run-folder/node-files.ts';
import { CheckpointKeeper } from '../../../src/lab/runs/checkpoint-keeper.ts';
import { RunFolder } from '../../../src/lab/runs/run-folder.ts';
import { TrialKeeper } from '../../../src/lab/runs/trial-keeper.ts';
import { planOf } from '../../formats/artefact/support.ts';
import { drawnTrial, keys } from '../../lab/runs/support.ts';

const [, , place = '', count = ''] = process.argv;
const report = (problem: string) => console.error(problem);
const never = new AbortController().signal;

const folder = await RunFolder.open(nodeFiles(place), { report });
const { artefacts, claims } = folder;
const checkpoints = new CheckpointKeeper(artefacts, keys, report);
const trials = new TrialKeeper({
  artefacts,
  keys,
  report,
  checkpoints,
});

async function train(seed: number): Promise<void> {
  const { plan, key, state, model, underWay } = await drawnTrial(planOf(seed));
  if ((await trials.finished(plan)) === null) {
    await checkpoints.latest(plan);
    for (const each of underWay) await checkpoints.keep(each);
    await trials.keep(state, model);
    console.log(`kept ${key}`);
  } else console.log(`found ${key}`);
  claims.release(key);
  await claims.settled();
}

/** What another process has is waited for while the rest is trained. */
const waits: Promise<void>[] = [];
for (let seed = 1; seed <= Number(count); seed++) {
  const { key } = await drawnTrial(planOf(seed));
  if (await claims.take(key)) await train(seed);
  else waits.push(claims.wait(key, never).then(() => train(seed)));
}
await Promise.all(waits);
await folder.close();

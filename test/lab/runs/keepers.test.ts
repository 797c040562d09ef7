import { assert } from 'chai';
import { keyOfTrial } from '../../../src/formats/artefact/key.ts';
import { contentHash } from '../../../src/document/hash.ts';
import type { Bytes } from '../../../src/lab/ports/artefacts.ts';
import { trialKeys } from '../../../src/lab/runs/key-parts.ts';
import { planOf, modelOf } from '../../formats/artefact/support.ts';
import { MemoryDisk, systemError } from './memory-disk.ts';
import { drawnTrials, openFolder, type DrawnTrial, type Opened } from './support.ts';

const flipped = (bytes: Bytes): Bytes => bytes.with(bytes.length - 9, bytes.at(-9)! ^ 1);

describe('finished trials that are kept', () => {
  let disk: MemoryDisk;
  let opened: Opened;
  let problems: string[];
  let diverged: DrawnTrial;
  let learnt: DrawnTrial;
  beforeEach(async () => {
    [diverged, learnt] = (await drawnTrials) as [DrawnTrial, DrawnTrial];
    disk = new MemoryDisk();
    problems = [];
    opened = await openFolder(disk.open(), 1, (problem) => problems.push(problem));
    await opened.trials.keep(diverged.state, diverged.model);
    await opened.trials.keep(learnt.state, learnt.model);
  });

  const paths = (folder: string) =>
    [...disk.files.keys()].filter((path) => path.startsWith(`${folder}/`));

  it('are found with all that was recorded, and their models', async () => {
    const found = await opened.trials.finished(learnt.plan);
    assert.equal(found!.key, learnt.key);
    assert.deepEqual(found!.state.epochs, learnt.state.epochs);
    assert.deepEqual(found!.state.batchLosses, learnt.state.batchLosses);
    assert.equal(found!.state.stepsDone, learnt.state.stepsTotal);
    assert.deepEqual(await found!.model(), modelOf(learnt.plan, 0));
    const other = await opened.trials.finished(diverged.plan);
    assert.equal(other!.state.status, 'diverged');
    assert.deepEqual(other!.state.error, diverged.state.error);
    assert.isNull(await other!.model());
    assert.isNull(await opened.trials.finished(planOf(9)));
    assert.deepEqual(problems, []);
  });

  for (const ending of ['json', 'losses', 'safetensors']) {
    it(`are set aside and computed again if KEY.${ending} is damaged`, async () => {
      const before = new Map(disk.files);
      disk.damage(`trials/${learnt.key}.${ending}`, flipped);
      assert.isNull(await opened.trials.finished(learnt.plan));
      assert.lengthOf(problems, 1);
      assert.match(problems[0]!, new RegExp(`${learnt.key}.${ending}: .*changed.* moved to /runs`));
      assert.include(paths('damaged'), `damaged/${learnt.key}.${ending}`);
      assert.isNull(await opened.trials.finished(learnt.plan));
      assert.lengthOf(problems, 1);
      assert.equal(await opened.trials.keep(learnt.state, learnt.model), learnt.key);
      assert.isNotNull(await opened.trials.finished(learnt.plan));
      for (const path of paths('trials')) assert.deepEqual(disk.files.get(path), before.get(path));
      assert.lengthOf(problems, 1);
    });

    it(`are set aside and computed again if KEY.${ending} is missing`, async () => {
      await disk.open().remove(`trials/${learnt.key}.${ending}`);
      assert.isNull(await opened.trials.finished(learnt.plan));
      assert.lengthOf(problems, ending === 'json' ? 0 : 1);
      assert.equal(await opened.trials.keep(learnt.state, learnt.model), learnt.key);
      assert.isNotNull(await opened.trials.finished(learnt.plan));
    });
  }

  it('are compared with what is computed again, and stay if the bits differ', async () => {
    assert.equal(await opened.trials.keep(learnt.state, learnt.model), learnt.key);
    assert.deepEqual(problems, []);
    const before = new Map(disk.files);
    const [loss = 0, ...others] = learnt.state.batchLosses;
    const batchLosses = Float32Array.of(loss * (1 + 2 ** -22), ...others);
    assert.isNull(await opened.trials.keep({ ...learnt.state, batchLosses }, learnt.model));
    assert.lengthOf(problems, 1);
    assert.include(problems[0], `${learnt.key}.json has other results than this training`);
    for (const path of paths('trials')) assert.deepEqual(disk.files.get(path), before.get(path));
  });

  it('are not built on files that were damaged before they were whole', async () => {
    await disk.open().remove(`trials/${learnt.key}.json`);
    disk.damage(`trials/${learnt.key}.losses`, flipped);
    await opened.trials.keep(learnt.state, learnt.model);
    assert.isNotNull(await opened.trials.finished(learnt.plan));
    assert.match(problems.join(), /losses: it was changed/);
  });

  it('stay if a later lab wrote them', async () => {
    const path = `trials/${learnt.key}.json`;
    const later = new TextEncoder().encode('{"format":"a2-trial","version":2}');
    disk.damage(path, () => later);
    assert.isNull(await opened.trials.finished(learnt.plan));
    assert.isNull(await opened.trials.keep(learnt.state, learnt.model));
    assert.deepEqual(disk.files.get(path), later);
    assert.match(problems[0]!, /this lab reads version 1/);
    assert.match(problems[1]!, /could not be kept: .*this lab reads version 1/);
  });

  it('that cannot be read are computed again, and reported', async () => {
    const files = disk.open((operation, path) => {
      if (operation === 'read' && path.startsWith('trials/')) throw systemError('EIO');
      return null;
    });
    const { trials } = await openFolder(files, 2, (problem) => problems.push(problem));
    assert.isNull(await trials.finished(learnt.plan));
    assert.match(problems.join(), /A trial is trained again: .*could not be read: .*\(EIO\)/);
  });

  it('are not looked for once that is cancelled', async () => {
    const error = await opened.trials
      .finished(learnt.plan, AbortSignal.abort())
      .catch((reason: unknown) => reason);
    assert.propertyVal(error, 'code', 'aborted');
  });

  it('take the room of their own checkpoints on a full disk, which are worth less', async () => {
    const small = new MemoryDisk();
    const checkpointed = () =>
      [...small.files.keys()].some((path) => path.startsWith('checkpoints/'));
    const files = small.open((operation, path) => {
      if (operation === 'write' && path.startsWith('trials/') && checkpointed())
        throw systemError('ENOSPC');
      return null;
    });
    const report = (problem: string) => problems.push(problem);
    const { trials, checkpoints } = await openFolder(files, 2, report);
    for (const each of learnt.underWay) await checkpoints.keep(each);
    assert.isTrue(checkpointed());
    assert.isNotNull(await trials.keep(learnt.state, learnt.model), problems.join());
    assert.isFalse(checkpointed());
    assert.isNotNull(await trials.finished(learnt.plan));
    assert.deepEqual(problems, []);
  });

  it('must be finished, and have their models', async () => {
    const { state, model } = learnt;
    assert.isNull(await opened.trials.keep({ ...state, status: 'cancelled' }, model));
    assert.match(problems[0]!, /this one is cancelled/);
    assert.isNull(await opened.trials.keep(state, null));
    assert.match(problems[1]!, /with the weights/);
  });
});

describe('checkpoints that are kept', () => {
  let disk: MemoryDisk;
  let opened: Opened;
  let problems: string[];
  let trial: DrawnTrial;
  beforeEach(async () => {
    trial = (await drawnTrials)[1]!;
    disk = new MemoryDisk();
    problems = [];
    opened = await openFolder(disk.open(), 1, (problem) => problems.push(problem));
  });

  const checkpoints = () =>
    [...disk.files.keys()]
      .filter((path) => path.startsWith('checkpoints/'))
      .map((path) => path.replace(`checkpoints/${trial.key}`, ''));

  it('are the latest of each trial', async () => {
    assert.isNull(await opened.checkpoints.latest(trial.plan));
    for (const each of trial.underWay) await opened.checkpoints.keep(each);
    assert.deepEqual(checkpoints(), ['@1+2.safetensors']);
    const latest = await opened.checkpoints.latest(trial.plan);
    assert.deepEqual(latest, trial.underWay[1]);
    assert.deepEqual(problems, []);
  });

  it('stay while they are pinned', async () => {
    const { checkpoints: keeper } = opened;
    const [first, second] = trial.underWay;
    const place = { epoch: 1, step: 0 };
    assert.isFalse(await keeper.pin(trial.key, place));
    await keeper.keep(first!);
    assert.isTrue(await keeper.pin(trial.key, place));
    await keeper.keep(second!);
    assert.deepEqual(checkpoints(), ['@1+2.safetensors', '@1.safetensors', '@1.search.pin']);
    await opened.trials.keep(trial.state, trial.model);
    assert.deepEqual(checkpoints(), ['@1.safetensors', '@1.search.pin']);
    assert.deepEqual(await keeper.at(trial.plan, place), first);
    await keeper.unpin(trial.key, place);
    await opened.trials.finished(trial.plan);
    assert.deepEqual(checkpoints(), []);
  });

  it('fall back to the one before if the latest is damaged', async () => {
    const { checkpoints: keeper } = opened;
    const [first, second] = trial.underWay;
    await keeper.keep(first!);
    await keeper.pin(trial.key, first!.checkpoint);
    await keeper.keep(second!);
    disk.damage(`checkpoints/${trial.key}@1+2.safetensors`, flipped);
    assert.deepEqual(await keeper.latest(trial.plan), first);
    assert.lengthOf(problems, 1);
    assert.match(problems[0]!, /@1\+2\.safetensors cannot be used: .* moved to \/runs\/damaged/);
  });

  it('that cannot be kept are reported, and training goes on', async () => {
    const files = disk.open((operation) => {
      if (operation === 'write') throw systemError('EDQUOT');
      return null;
    });
    // The folder is there already.
    const { checkpoints: keeper } = await openFolder(files, 2, (problem) => problems.push(problem));
    await keeper.keep(trial.underWay[0]!);
    assert.match(problems.join(), /A checkpoint could not be kept: .*disk is full \(EDQUOT\)/);
  });
});

describe('the keys of trials', () => {
  const keys = trialKeys({ engine: 'wasm', deterministic: true }, () => Promise.resolve('x'));
  const { plan } = { plan: planOf(3) };

  it('are known before a trial is trained, and are the same afterwards', async () => {
    const before = await keys.expected(plan);
    const engine = before!.engine;
    const after = await keys.computed(plan, {
      name: 'wasm',
      reason: 'so',
      revision: revisionOf(engine),
    });
    assert.deepEqual(after, before);
    const [checksum] = Object.values(before!.datasets);
    assert.equal(
      contentHash({ trial: plan.id, ...withoutId(before!) }),
      keyOfTrial(plan.id, plan.trial, engine, checksum!),
    );
  });
});

const revisionOf = (engine: string): number => Number(/revision (\d+)/.exec(engine)?.[1] ?? 1);
const withoutId = ({
  engine,
  members,
  datasets,
}: {
  engine: string;
  members: object;
  datasets: object;
}) => ({
  engine,
  members,
  datasets,
});

import { assert } from 'chai';
import {
  checkpointFile,
  readCheckpoint,
  type CheckpointContent,
} from '../../../src/formats/artefact/checkpoint-file.ts';
import {
  byPlace,
  checkpointName,
  pinName,
  placeOfName,
} from '../../../src/formats/artefact/names.ts';
import type { RecordedTrial } from '../../../src/formats/results/trial.ts';
import fc from '../../support/draws.mjs';
import { keyOf, partsOf, planOf, underWayOf, type UnderWayTrial } from './support.ts';
import { stateOf } from '../../support/short-form.ts';

const fileOf = ({ checkpoint, trial }: UnderWayTrial) =>
  checkpointFile(checkpoint, trial, partsOf(trial.plan));

async function readBack({ checkpoint, trial }: UnderWayTrial): Promise<CheckpointContent> {
  const file = await fileOf({ checkpoint, trial });
  const read = await readCheckpoint(file, keyOf(trial.plan), checkpoint);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}

const figuresOf = ({ epochs, gradientNorms, baseline, targets }: RecordedTrial) => ({
  epochs,
  gradientNorms,
  ...(baseline === undefined ? {} : { baseline }),
  ...(targets === undefined ? {} : { targets }),
});

describe('a checkpoint’s file', () => {
  it('gives back all that training goes on from', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.boolean(),
        fc.nat(3),
        // Of 4 steps, up to all of them.
        fc.nat(4),
        async (seed, batchLosses, epoch, drawn) => {
          const plan = planOf(seed, { measure: { batchLosses } });
          const step = epoch === 3 ? 0 : drawn;
          const { checkpoint, trial } = underWayOf(plan, epoch, step);
          const read = await readBack({ checkpoint, trial });
          assert.deepEqual(read.checkpoint, checkpoint);
          assert.deepEqual(read.losses, trial.batchLosses);
          assert.deepEqual<unknown>(read.figures, figuresOf(trial));
          assert.deepEqual(read.parts, partsOf(plan));
        },
      ),
    );
  });

  it('keeps numbers that are not finite, and both zeros', async () => {
    const { checkpoint, trial } = underWayOf(planOf(1), 1, 1);
    stateOf(checkpoint.session).buffers.exp_avg![0]!.weight.set([NaN, Infinity, -0]);
    const read = await readBack({ checkpoint, trial });
    assert.deepEqual(read.checkpoint, checkpoint);
  });

  it('does not take any changed byte', async () => {
    const underWay = underWayOf(planOf(1), 1, 1);
    const key = keyOf(planOf(1));
    const file = await fileOf(underWay);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = file.with(at, file[at]! ^ by);
          const read = await readCheckpoint(changed, key, underWay.checkpoint);
          // Only the header's padding and the metadata `format` can change without a change of what it says.
          if (read.ok) assert.deepEqual(read.value.checkpoint, underWay.checkpoint);
        },
      ),
    );
    for (const length of [0, 7, 8, 100, file.length - 1]) {
      assert.isFalse((await readCheckpoint(file.slice(0, length), key, underWay.checkpoint)).ok);
    }
  });

  it('is of the place and the trial that its name says', async () => {
    const underWay = underWayOf(planOf(1), 1, 1);
    const file = await fileOf(underWay);
    const problem = async (key: string, epoch: number, step: number) => {
      const read = await readCheckpoint(file, key, { epoch, step });
      return read.ok ? '' : read.problem;
    };
    const key = keyOf(planOf(1));
    assert.equal(await problem(key, 1, 1), '');
    assert.include(await problem(key, 1, 2), 'epoch 1, step 1, unlike its name');
    assert.include(await problem(keyOf(planOf(2)), 1, 1), `belongs to the key ${key}`);
  });

  it('cannot be beyond its trial, or have other figures than of its epochs', async () => {
    const { checkpoint, trial } = underWayOf(planOf(1), 1, 1);
    const refused = async (underWay: UnderWayTrial) => {
      const key = keyOf(planOf(1));
      const read = await readCheckpoint(await fileOf(underWay), key, underWay.checkpoint);
      return read.ok ? '' : read.problem;
    };
    assert.include(await refused({ checkpoint: { ...checkpoint, step: 5 }, trial }), 'has 3 × 4');
    assert.include(await refused({ checkpoint: { ...checkpoint, epoch: 3 }, trial }), 'has 3 × 4');
    assert.include(await refused({ checkpoint: { ...checkpoint, step: 2 }, trial }), 'steps of 6');
    assert.include(
      await refused({ checkpoint, trial: { ...trial, epochs: [] } }),
      'figures of each of its 1 epochs',
    );
    assert.include(
      await refused({ checkpoint, trial: { ...trial, batchLosses: Float32Array.of(1) } }),
      'has 1 losses after 5 steps',
    );
    const engine = { ...checkpoint.engine, revision: 3 };
    assert.include(await refused({ checkpoint: { ...checkpoint, engine }, trial }), 'its engine');
  });
});

describe('the names of checkpoints', () => {
  const key = 'ab'.repeat(32);

  it('say the trial and the place', () => {
    const place = { epoch: 3, step: 20 };
    assert.equal(checkpointName(key, place), `${key}@3+20.safetensors`);
    assert.equal(checkpointName(key, { epoch: 3, step: 0 }), `${key}@3.safetensors`);
    assert.deepEqual(placeOfName(checkpointName(key, place)), { key, ...place, pinnedBy: null });
    assert.deepEqual(placeOfName(pinName(key, place, 'search')), {
      key,
      ...place,
      pinnedBy: 'search',
    });
  });

  it('are only those', () => {
    for (const name of [`${key}.json`, `${key}@03.safetensors`, `${key}@3+0.safetensors`, '@3']) {
      assert.isNull(placeOfName(name), name);
    }
  });

  it('are ordered by their place', () => {
    const places = [
      { epoch: 10, step: 0 },
      { epoch: 9, step: 30 },
      { epoch: 9, step: 4 },
    ];
    assert.deepEqual(places.toSorted(byPlace), places.toReversed());
  });
});

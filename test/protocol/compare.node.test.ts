/** What the harness takes for a disagreement: each fault that it looks for, put into figures that agree. */
import { assert } from 'chai';
import { sameFigures, sameProgram, sameStart } from './compare.ts';
import type { Course, Figures } from './figures.ts';

const plain: Figures = {
  weights: 'w',
  data: { train: 'a', test: 'b', validation: null },
  batches: ['1', '2', '3', '4'],
  status: 'done',
  step: null,
  losses: [2.5, 2.25, 2.125, 2],
  epochs: [{ epoch: 1, trainLoss: 2, trainAccuracy: 0.5, testLoss: 2.1, testAccuracy: 0.25 }],
  norms: { loss: 2.5, activations: [1e-30, null] },
};

const changed = (change: Partial<Figures>): Figures => ({ ...plain, ...change });
const diverged = changed({ status: 'diverged', step: 4, losses: [2.5, 2.25, 2.125], epochs: [] });

/** A run with losses moved by so much, from a step on. */
const moved = (by: number, from = 0): Course => ({
  ...plain,
  losses: plain.losses.map((loss, step) => (step < from ? loss : loss * (1 + by))),
});

const counts = { stepsPerEpoch: 4, rows: { train: 4, test: 4 } };
const none = [0, 0, 0, 0, 0];
const decided = [{ train: none, test: none }];

const found = (lab: Figures, moved: readonly Course[], undecided = decided) =>
  sameFigures(lab, plain, { moved, versions: [], undecided }, counts).found;

describe('The lab beside a program', () => {
  it('agrees with itself', () => {
    assert.deepEqual(found(plain, [plain]), []);
    assert.deepEqual(sameStart('one', plain, 'two', plain), []);
    assert.deepEqual(sameProgram(plain, plain), []);
  });

  it('must have the same bits to start from', () => {
    const other = {
      weights: changed({ weights: 'v' }),
      split: changed({ data: { ...plain.data, test: 'c' } }),
      held: changed({ data: { ...plain.data, validation: 'd' } }),
      order: changed({ batches: ['1', '3', '2', '4'] }),
    };
    for (const figures of Object.values(other)) {
      assert.lengthOf(sameStart('the lab', figures, 'the program', plain), 1);
      assert.lengthOf(sameProgram(figures, plain), 1);
    }
  });

  it('may be no further off than 1e-5 while other rounding is not', () => {
    const near = changed({ losses: plain.losses.map((loss) => loss * (1 + 5e-6)) });
    const far = changed({ losses: plain.losses.map((loss) => loss * (1 + 5e-5)) });
    assert.deepEqual(found(near, [moved(1e-7)]), []);
    assert.lengthOf(found(far, [moved(1e-7)]), 1);
    assert.deepEqual(found(far, [moved(2e-5)]), []);
    // What parts later excuses nothing that came before.
    assert.lengthOf(found(far, [moved(1, 2)]), 1);
  });

  it('must end where the program ends, unless other rounding ends elsewhere', () => {
    assert.lengthOf(found(diverged, [moved(1e-7)]), 1);
    assert.deepEqual(found(diverged, [moved(1e-7), { ...diverged }]), []);
    const early = changed({ ...diverged, step: 1, losses: [] });
    assert.lengthOf(found(early, [diverged]), 1);
    // Diverged at the end of its last epoch.
    assert.lengthOf(found(changed({ status: 'diverged', step: 4, epochs: [] }), [plain]), 1);
  });

  it('must measure the same after an epoch, and the same norms', () => {
    const [record] = plain.epochs;
    const epochs = [{ ...record!, testLoss: 2.2 }] as Figures['epochs'];
    assert.lengthOf(found(changed({ epochs }), [plain]), 1);
    const accuracy = [{ ...record!, testAccuracy: 0.5 }] as Figures['epochs'];
    assert.lengthOf(found(changed({ epochs: accuracy }), [plain]), 1);
    // A row whose two largest scores are as good as equal may be of either class.
    const tie = [1, 1, 1, 1, 1];
    const nearly = [0, 0, 1, 1, 1];
    const ties = (train: number[], test: number[], by: number) =>
      found(changed({ epochs: accuracy }), [moved(by)], [{ train, test }]);
    assert.deepEqual(ties(none, tie, 1e-7), []);
    assert.lengthOf(ties(tie, none, 1e-7), 1);
    // Nor where rounding has grown to the gap between them.
    assert.lengthOf(ties(none, nearly, 1e-7), 1);
    assert.deepEqual(ties(none, nearly, 9e-4), []);
    assert.lengthOf(found(changed({ norms: null }), [plain]), 1);
    assert.lengthOf(found(changed({ norms: { loss: 2.5, activations: [0, null] } }), [plain]), 1);
    assert.lengthOf(found(changed({ norms: { loss: 2.5, activations: [1e-30, 9] } }), [plain]), 1);
  });

  it('says when runs part, and when versions of PyTorch do', () => {
    const runs = { moved: [moved(1e-3, 2)], versions: [moved(1e-3, 3)], undecided: decided };
    const { parting, worst } = sameFigures(plain, plain, runs, counts);
    assert.deepEqual(parting, { step: 3, versions: 4 });
    assert.equal(worst, 0);
    const alike = { moved: [plain], versions: [], undecided: decided };
    const never = sameFigures(plain, plain, alike, counts);
    assert.deepEqual(never.parting, { step: null, versions: null });
  });
});

describe('The program beside protocol.py', () => {
  it('must train the same bits under the same PyTorch', () => {
    const almost = changed({ losses: plain.losses.map((loss) => loss + 1e-12) });
    assert.lengthOf(sameProgram(almost, plain), 1);
    assert.isNotEmpty(sameProgram(diverged, plain));
  });
});

import { assert } from 'chai';
import fc from 'fast-check';
import {
  edited,
  maxSteps,
  redone,
  started,
  undone,
  type EditHistory,
} from '../../../src/lab/session/edit-history.ts';

const same = (a: number, b: number): boolean => a === b;
const edit = (history: EditHistory<number>, next: number, joins = false): EditHistory<number> =>
  edited(history, next, joins, same);

/** Any history that edits, undos and redos lead to. */
const histories: fc.Arbitrary<EditHistory<number>> = fc
  .array(
    fc.oneof(
      fc.record({ next: fc.integer({ min: 0, max: 5 }), joins: fc.boolean() }),
      fc.constantFrom('undo' as const, 'redo' as const),
    ),
    // Fewer than are kept, so that none is dropped.
    { maxLength: maxSteps },
  )
  .map((steps) =>
    steps.reduce((history, step) => {
      if (step === 'undo') return undone(history) ?? history;
      if (step === 'redo') return redone(history) ?? history;
      return edit(history, step.next, step.joins);
    }, started(0)),
  );

describe('a history of edits', () => {
  it('is as before after an edit and its undo', () => {
    fc.assert(
      fc.property(histories, fc.integer(), (history, next) => {
        fc.pre(next !== history.present);
        const back = undone(edit(history, next))!;
        assert.equal(back.present, history.present);
        assert.deepEqual(back.past, history.past.slice(-(maxSteps - 1)));
        assert.deepEqual(back.future, [next]);
      }),
    );
  });

  it('is as before after an undo and its redo, and the other way round', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const back = undone(history);
        if (back !== null) assert.deepEqual(redone(back), history);
        const forth = redone(history);
        if (forth !== null) assert.deepEqual(undone(forth), history);
      }),
    );
  });

  it('comes back to its start by undoing all', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const steps = history.past.length;
        let at = history;
        for (let back = undone(at); back !== null; back = undone(at)) at = back;
        assert.equal(at.future.length, steps + history.future.length);
        assert.equal(at.present, 0);
        assert.isNull(undone(at));
      }),
    );
  });

  it('takes a burst as one step, and none if it ends where it began', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.integer(), { minLength: 1 }), (history, burst) => {
        fc.pre(burst[0] !== history.present);
        const [first, ...rest] = burst;
        const later = rest.reduce((at, next) => edit(at, next, true), edit(history, first!));
        // A burst may pass its start, and then begins again.
        if (burst.includes(history.present)) return;
        assert.equal(undone(later)!.present, history.present);
        assert.deepEqual(edit(later, history.present, true).past, later.past.slice(0, -1));
      }),
    );
  });

  it('has no step that changes nothing', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const unchanged = edit(history, history.present);
        assert.deepEqual(unchanged, history);
      }),
    );
  });

  it('keeps a hundred steps, and drops the oldest', () => {
    const all = Array.from({ length: maxSteps + 20 }, (_, index) => index + 1);
    const history = all.reduce((at, next) => edit(at, next), started(0));
    assert.deepEqual(history.past, all.slice(19, -1));
  });

  it('forgets what was undone once something else is edited', () => {
    const back = undone(edit(edit(started(0), 1), 2))!;
    assert.isNull(redone(edit(back, 3)));
    assert.equal(undone(edit(back, 3))!.present, 1);
  });
});

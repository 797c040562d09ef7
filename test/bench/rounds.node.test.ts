import { assert } from 'chai';
import { trainGrid } from '../../bench/lib/grid.mjs';
import { inRounds, type Contender } from '../../bench/lib/rounds.mjs';
import { firstEpochsApart } from '../../bench/rows/grid.mjs';
import { productFlops } from '../../bench/lib/works.mjs';

const effort = { rounds: 3, roundMs: 100, losses: 2 };

/** Answers with a fixed speed, and writes down when it was asked. */
function contender(id: string, ms: number, losses: number[], log: string[]): Contender {
  let opened = false;
  return {
    id,
    name: id,
    ask: ({ steps }) => {
      log.push(`${id} ${String(steps)}`);
      const first = !opened;
      opened = true;
      return Promise.resolve({ ms, losses: first ? losses : [] });
    },
  };
}

describe('the rounds of the benchmark', () => {
  it('asks one after another, for steps by each one’s speed', async () => {
    const log: string[] = [];
    const timings = await inRounds(
      'work',
      [contender('a', 1, [2, 1], log), contender('b', 10, [2, 1.0005], log)],
      effort,
    );
    const round = ['a 100', 'b 10'];
    assert.deepEqual(log, ['a 2', 'a 50', 'b 2', 'b 5', ...round, ...round, ...round]);
    assert.deepEqual(
      timings.map(({ ms }) => ms),
      [1, 10],
    );
    assert.closeTo(timings[1]!.difference!, 0.0005, 1e-9);
  });

  it('refuses times of a peer that did other work or failed', async () => {
    const broken: Contender = { id: 'c', name: 'c', ask: () => Promise.reject(new Error('gone')) };
    const timings = await inRounds(
      'work',
      [contender('a', 1, [2, 1], []), contender('b', 1, [2, 1.1], []), broken],
      effort,
    );
    assert.match(timings[1]!.error!, /not the same work/);
    assert.isEmpty(timings[1]!.rounds);
    assert.equal(timings[2]!.error, 'gone');
  });

  it('hands out the cells of a grid longest first', async () => {
    const taken: unknown[] = [];
    const peer = {
      ask: ({ train }: Record<string, unknown>) => {
        taken.push(train);
        return Promise.resolve({ epochs: [{ trainMse: 1 }] });
      },
    };
    const cells = [32, 16, 64].map((batchSize) => ({ id: `of ${batchSize}`, batchSize }));
    const { records } = await trainGrid([peer], cells, 1);
    assert.deepEqual(taken, ['of 16', 'of 32', 'of 64']);
    assert.equal(records.size, 3);
  });

  it('compares the cells of a grid after their first epoch, but for the wildest', () => {
    const trial = (learningRate: number, trainMse: number) => ({
      values: { 'optimizer.learningRate': learningRate, batchSize: 16 },
      status: 'done',
      seconds: 1,
      figures: { train: { mse: [trainMse] } },
    });
    const records = new Map([
      ['0.1-16', [{ trainMse: 0.5 }]],
      ['0.01-16', [{ trainMse: 0.4 }]],
    ]);
    assert.equal(firstEpochsApart([trial(0.1, 0.6), trial(0.01, 0.4)], records), 0);
    assert.throws(() => firstEpochsApart([trial(0.01, 0.41)], records), 'not the same work');
    assert.throws(() => firstEpochsApart([trial(0.001, 0.4)], records), 'not the same work');
  });

  it('counts the operations of products', () => {
    // Two products of the first layer, three of the second, two operations a multiply-add.
    assert.equal(productFlops([3, 4, 5], 10), 2 * 2 * 10 * 12 + 3 * 2 * 10 * 20);
  });
});

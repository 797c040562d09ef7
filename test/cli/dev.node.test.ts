/** When the catalog's registries and the kernels are rebuilt while the lab is served from its sources. */
import { assert } from 'chai';
import { concernsUpkeep, upkeep } from '../../cli/dev/upkeep.mjs';
import { until } from '../support/until.ts';

describe('what is generated from changed sources', () => {
  for (const [event, name, concerns] of [
    ['change', 'workers/kernels/linear.ts', true],
    ['change', 'workers/kernels/kinds/activation.txt', true],
    ['change', 'workers/kernels/generated/activation.ts', false],
    ['change', 'src/catalog/activation/gelu/kernel.as.ts', true],
    ['change', 'src/catalog/activation/gelu/meta.ts', false],
    ['change', 'src/catalog/dataset/iris/files.json', true],
    ['add', 'src/catalog/activation/swish/meta.ts', true],
    ['unlinkDir', 'src/catalog/activation/swish', true],
    ['add', 'src/catalog/registry/activation.meta.ts', false],
    ['add', 'src/ui/elements/new.ts', false],
  ] as const)
    it(`is ${concerns ? '' : 'not '}rebuilt after “${event}” of ${name}`, () => {
      assert.equal(concernsUpkeep(event, name), concerns);
    });

  it('is rebuilt once for many changes, one at a time, and aborted where it is outdated', async () => {
    const told: (string | null)[] = [];
    const ends: (() => void)[] = [];
    const signals: AbortSignal[] = [];
    let [running, most] = [0, 0];
    const kept = upkeep(
      (problem) => told.push(problem),
      async (signal) => {
        signals.push(signal);
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => {
          ends.push(resolve);
          signal.addEventListener('abort', () => resolve());
        });
        running -= 1;
      },
    );
    ends[0]!();
    await until('the first work is told', () => told.length === 1);
    for (let change = 0; change < 20; change++) kept.changed();
    await until('the second is under way', () => signals.length === 2);
    kept.changed();
    assert.isTrue(signals[1]!.aborted);
    await until('the third is under way', () => signals.length === 3);
    ends[2]!();
    await until('the third is told', () => told.length === 2);
    kept.end();
    await kept.done();
    assert.deepEqual([told, most, signals.length], [[null, null], 1, 3]);
  });

  it('reports an error, and when it is fixed', async () => {
    const told: (string | null)[] = [];
    let wrong = true;
    const kept = upkeep(
      (problem) => told.push(problem),
      () => (wrong ? Promise.reject(new Error('no word')) : Promise.resolve()),
    );
    await kept.done();
    wrong = false;
    kept.changed();
    await until('it is told', () => told.length === 2);
    assert.deepEqual(told, ['no word', null]);
  });
});

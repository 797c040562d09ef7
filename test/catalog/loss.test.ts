/** Tests every loss: its metadata is correct, and its parts agree with its oracle. */
import { assert } from 'chai';
import { tasks } from '../../src/catalog/kinds/metric.ts';
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import { divisorOf } from '../../src/catalog/lookup/loss-divisor.ts';
import { lossInsights } from '../../src/catalog/registry/loss.insights.ts';
import { lossMeta } from '../../src/catalog/registry/loss.meta.ts';
import { lossReference } from '../../src/catalog/registry/loss.reference.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { assertListed } from './listed.ts';
import { assertEngine } from './loss-engine.ts';
import { losses, rowsOf } from './losses.ts';
import { lossOracle } from './registry/loss.oracle.ts';

describe('Losses', () => {
  it('have names and places of their own in lists', () => assertListed(lossMeta));

  it('are one of each task where nothing else is said, of such targets as the task has', () => {
    for (const task of tasks) {
      const meant = losses.filter((name) => lossMeta[name].defaultOf === task);
      assert.deepEqual(meant, [defaultLoss(task)]);
      assert.equal(lossMeta[defaultLoss(task)].targets === 'class', task === 'classification');
    }
  });

  for (const name of losses) {
    const { value, gradient } = lossOracle[name];
    const cases = [1, 2, 5].flatMap((width) => rowsOf(name, 20, width));

    it(`${name}: its reference has the oracle's values`, () => {
      for (const { outputs, targets } of [...cases, ...rowsOf(name, 5, 3, 800)]) {
        const wanted = value(outputs, targets);
        const found = lossReference[name].value(outputs, targets);
        assert.approximately(found, wanted, 1e-12 * Math.max(1, wanted));
      }
    });

    it(`${name}: the oracle's gradient is that of its values`, () => {
      const h = 1e-5;
      for (const { outputs, targets } of cases) {
        const at = (k: number, shift: number) => outputs.with(k, outputs[k]! + shift);
        gradient(outputs, targets).forEach((slope, k) => {
          const difference = value(at(k, h), targets) - value(at(k, -h), targets);
          assert.approximately(slope, difference / (2 * h), 1e-8);
        });
      }
    });

    it(`${name}: is divided by rows, or by all outputs where it is their mean`, () => {
      // A row whose outputs are twice those of another one has the same mean.
      const divided = divisorOf(name, 7, 3);
      assert.equal(divided, lossMeta[name].divisor === 'rows' ? 7 : 21);
      if (lossMeta[name].divisor === 'rows') return;
      for (const { outputs, targets } of cases) {
        const twice = value([...outputs, ...outputs], [...targets, ...targets]);
        assert.approximately(twice, value(outputs, targets), 1e-12);
      }
    });

    const insights = lossInsights[name];
    if (insights !== undefined)
      it(`${name}: is what its insights say where all classes are as probable`, () => {
        for (const classes of [2, 10]) {
          const found = value(new Array<number>(classes).fill(1.5), [classes - 1]);
          assert.approximately(insights.even(classes).value, found, 1e-12);
        }
      });

    for (const deterministic of [true, false])
      it(`${name}: is the oracle's in the kernel${deterministic ? '' : ' with relaxed SIMD'}`, async () => {
        const engine = await startOwnEngine(deterministic);
        for (const count of [1, 3, 4, 8, 21, 200]) await assertEngine(engine, name, count);
      });
  }
});

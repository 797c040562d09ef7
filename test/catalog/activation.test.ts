/** Tests every activation: its metadata is correct, and its parts agree with its oracle. */
import { assert } from 'chai';
import { activationMeta } from '../../src/catalog/registry/activation.meta.ts';
import { activationValue } from '../../src/catalog/lookup/activation.ts';
import { slopeOf } from '../../src/catalog/lookup/activation-slope.ts';
import { activations } from '../../src/document/schema.ts';
import { assertListed } from './listed.ts';
import { activationOracle } from './registry/activation.oracle.ts';

/** From far below zero to far above, with zero itself, and close to it. */
const points = Array.from({ length: 401 }, (_, at) => (at - 200) / 10).concat([
  -1e-6, 1e-6, -1e-30, 1e-30, -80, 80,
]);

const close = (found: number, wanted: number): boolean =>
  Math.abs(found - wanted) <= 1e-7 * Math.abs(wanted) + 1e-12;

describe('Activations', () => {
  it('have names and places of their own in lists', () => assertListed(activationMeta));

  for (const name of activations) {
    const { value, slope, kinks = [] } = activationOracle[name];
    const { traits, keeps } = activationMeta[name];

    it(`${name}: its reference has the oracle's values`, () => {
      for (const z of points) assert.isTrue(close(activationValue(name)(z), value(z)), `at ${z}`);
    });

    it(`${name}: its slope is the oracle's`, () => {
      for (const z of points) assert.isTrue(close(slopeOf(name)(z), slope(z)), `at ${z}`);
    });

    it(`${name}: the oracle's slope is that of its values`, () => {
      const smooth = (z: number) => [0, ...kinks].every((kink) => Math.abs(z - kink) > 0.01);
      for (const z of points.filter((each) => smooth(each) && Math.abs(each) < 30)) {
        const h = 1e-5;
        assert.approximately((value(z + h) - value(z - h)) / (2 * h), slope(z), 1e-6, `at ${z}`);
      }
    });

    it(`${name}: its traits are true`, () => {
      const below = points.filter((z) => z < 0);
      assert.equal(
        traits.canDie,
        below.every((z) => value(z) === 0 && slope(z) === 0),
        'canDie',
      );
      assert.equal(
        traits.clampsAtZero,
        points.every((z) => value(z) === Math.max(z, 0)),
        'clampsAtZero',
      );
      assert.equal(
        traits.isIdentity,
        points.every((z) => value(z) === z),
        'isIdentity',
      );
    });

    if (keeps === 'output')
      it(`${name}: its slope follows from its value, as a kernel needs that keeps the output`, () => {
        const seen = new Map<number, number>();
        for (const z of points) {
          const known = seen.get(value(z));
          if (known !== undefined) assert.approximately(known, slope(z), 1e-9, `at ${z}`);
          seen.set(value(z), slope(z));
        }
      });
  }
});

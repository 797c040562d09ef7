/** Tests every optimiser: its plan matches its kernel and its metadata. */
import { assert } from 'chai';
import { parse } from 'valibot';
import {
  bufferNames,
  computedAs,
  kernelCode,
  recordOf,
  slotsOf,
  stepCoefficients,
} from '../../src/catalog/lookup/optimizer.ts';
import { optimizerMeta, type OptimizerName } from '../../src/catalog/registry/optimizer.meta.ts';
import { optimizerTfjs } from '../../src/catalog/registry/optimizer.tfjs.ts';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { optimizerSchema, type OptimizerSettings } from '../../src/document/schema.ts';
import { bufferSlots, stepFloats } from '../../workers/engine/wasm/built/structures.ts';
import { assertListed } from './listed.ts';

const names = inOrder(optimizerMeta);

/** Its defaults, and each flag and each number that may be zero set in turn. */
function formsOf(name: OptimizerName): OptimizerSettings[] {
  const changes = Object.entries(optimizerMeta[name].fields).flatMap(([key, field]): object[] => {
    if (field.kind === 'flag') return [{ [key]: true }];
    return field.kind === 'real' && field.atLeast === 0 ? [{ [key]: 0.25 }] : [];
  });
  return [{}, ...changes].map((change) => parse(optimizerSchema, { name, ...change }));
}

describe('Optimisers', () => {
  it('have names and places of their own in lists', () => assertListed(optimizerMeta));

  for (const name of names) {
    it(`${name}: has no more coefficients and buffers than a kernel has room for`, () => {
      assert.isAtMost(recordOf(name).length, stepFloats);
      assert.isAtMost(slotsOf(name).length, bufferSlots);
      assert.lengthOf([...new Set(recordOf(name))], recordOf(name).length);
      assert.isAtLeast(kernelCode(name), 0);
    });

    it(`${name}: its kernel reads coefficients that there are, each of float32`, () => {
      for (const settings of formsOf(name)) {
        for (const step of [1, 2, 1000]) {
          const found = stepCoefficients(settings, step);
          assert.includeMembers(Object.keys(found), [...recordOf(name)]);
          for (const [key, value] of Object.entries(found))
            if (typeof value === 'number') assert.equal(value, Math.fround(value), key);
        }
        assert.includeMembers([...slotsOf(name)], [...bufferNames(settings)]);
      }
    });

    it(`${name}: is computed as a member that has all parts`, () => {
      assert.isDefined(optimizerTfjs[computedAs(name)]);
      assert.deepEqual(recordOf(computedAs(name)), recordOf(name));
      assert.deepEqual(slotsOf(computedAs(name)), slotsOf(name));
    });
  }
});

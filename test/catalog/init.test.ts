/** Tests every initialisation: what it draws, and that its parts exist together. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { initMeta, type InitName } from '../../src/catalog/registry/init.meta.ts';
import { initPlan } from '../../src/catalog/registry/init.plan.ts';
import { initPython } from '../../src/catalog/registry/init.python.ts';
import { initSchema } from '../../src/document/schema.ts';
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { assertListed } from './listed.ts';

const sizes = [20, 30, 4];

/** Settings with the form's initial values where a document must give one. */
function settingsOf(name: InitName) {
  const said = Object.entries(initMeta[name].fields).flatMap(([key, field]) =>
    field.kind === 'real' && field.default === undefined ? [[key, field.start] as const] : [],
  );
  return parse(initSchema, { name, ...Object.fromEntries(said) });
}

describe('Initialisations', () => {
  it('have names and places of their own in lists', () => assertListed(initMeta));

  for (const name of inOrder(initMeta)) {
    it(`${name}: is drawn by the lab and by the program, or left to PyTorch by both`, () => {
      assert.equal(initPlan[name] === undefined, initPython[name] === undefined);
    });

    it(`${name}: draws finite weights around zero, and biases of zero where it draws any`, () => {
      const layers = initParameters(sizes, settingsOf(name), new Generator(433));
      const left = constructLayers(sizes, new Generator(433));
      for (const [index, { weight, bias }] of layers.entries()) {
        const mean = weight.reduce((sum, value) => sum + value, 0) / weight.length;
        const square = weight.reduce((sum, value) => sum + value ** 2, 0) / weight.length;
        assert.isTrue(weight.every(Number.isFinite));
        assert.isBelow(Math.abs(mean), 4 * Math.sqrt(square / weight.length));
        assert.isAbove(square, 0);
        const own = initPlan[name] !== undefined;
        assert.deepEqual([...bias], own ? [...bias].map(() => 0) : [...left[index]!.bias]);
        assert.equal(own, weight[0] !== left[index]!.weight[0]);
      }
    });
  }
});

/** Tests every layer: its metadata is correct, and its parts agree with its oracle. */
import { assert } from 'chai';
import type { LayerPlan, LayerTensor } from '../../src/catalog/kinds/layer.ts';
import { partOf } from '../../src/catalog/kinds/members.ts';
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import {
  layersBetween,
  parametersIn,
  placeLayers,
  sizeOf,
  stepsOf,
} from '../../src/catalog/lookup/layer.ts';
import { layerLayersModel } from '../../src/catalog/registry/layer.layers-model.ts';
import { layerMeta } from '../../src/catalog/registry/layer.meta.ts';
import { layerPlan } from '../../src/catalog/registry/layer.plan.ts';
import { layerReference } from '../../src/catalog/registry/layer.reference.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { rand } from '../oracle/draws.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { assertListed } from './listed.ts';
import { assertEngine, layers, valuesOf } from './layers.ts';
import { layerOracle } from './registry/layer.oracle.ts';

const shapes = [
  [1, 1],
  [7, 3],
  [3, 8],
  [130, 5],
] as const;

describe('The short form of a network', () => {
  it('is a list of layers and activations that ends with a layer', () => {
    const steps = stepsOf({ depth: 2, width: 5, activation: 'tanh' }, 3);
    const hidden = { name: 'linear', width: 5, bias: true } as const;
    const activation = { activation: 'tanh' } as const;
    assert.deepEqual(steps, [hidden, activation, hidden, activation, { ...hidden, width: 3 }]);
    assert.deepEqual(placeLayers([7], steps), layersBetween([7, 5, 5, 3]));
    assert.lengthOf(stepsOf({ depth: 0, width: 5, activation: 'relu' }, 3), 1);
  });
});

describe('Layers', () => {
  it('have names and places of their own in lists', () => assertListed(layerMeta));

  it('are the oracle’s in the kernel', async () => {
    for (const deterministic of [true, false]) {
      const engine = await startOwnEngine(deterministic);
      for (const sizes of [
        [1, 1, 2],
        [7, 5, 4],
        [130, 9, 3],
      ])
        for (const count of [1, 8, 13]) await assertEngine(engine, sizes, count);
    }
  });

  for (const name of layers) {
    const { value, gradients } = partOf(layerOracle, name);

    for (const [inputs, outputs] of shapes) {
      const placed = placeLayers([inputs], [{ name, width: outputs, bias: true }])[0]!;
      const [parameters] = constructLayers([inputs, outputs], new Generator(7));
      const x = rand(2 * inputs, new Generator(8));
      const row = (at: number) => Array.from(x.subarray(at * inputs, (at + 1) * inputs));
      const title = `${name}, ${inputs} to ${outputs}`;

      it(`${title}: has tensors as it says`, () => {
        assert.equal(sizeOf(placed.outputs), outputs);
        const { tensors } = placed;
        const bound = (tensor: LayerTensor): number => {
          const plan = partOf(layerPlan, name) as LayerPlan<object>;
          const fill = plan.fill(tensor, [inputs], placed.layer);
          return 'bound' in fill ? fill.bound : fill.value;
        };
        assert.lengthOf([...new Set(tensors.map((tensor) => tensor.name))], tensors.length);
        for (const tensor of tensors) {
          assert.lengthOf(parameters![tensor.name], sizeOf(tensor.shape));
          for (const each of parameters![tensor.name])
            assert.isAtMost(Math.abs(each), Math.fround(bound(tensor)));
        }
        const all = partOf(layerLayersModel, name).tensors(parameters!);
        const count = all.reduce((sum, { values }) => sum + values.length, 0);
        assert.equal(count, parametersIn(placed));
        for (const { shape, values } of all) assert.lengthOf(values, sizeOf(shape));
        assert.isAtLeast(placed.products, 1);
      });

      it(`${title}: its references have the oracle's values`, () => {
        const { rows, roundedRows } = partOf(layerReference, name);
        for (const pass of [rows, roundedRows]) {
          const z = new Float32Array(2 * outputs);
          pass(x, parameters!, z, 1, 2);
          value(row(1), valuesOf(parameters!)).forEach((each, o) => {
            assert.approximately(z[outputs + o]!, each, 2e-6);
            assert.equal(z[o], 0, 'a row that was not asked for');
          });
        }
      });

      it(`${title}: the oracle's gradients are those of its values`, () => {
        const tensors = valuesOf(parameters!);
        const upstream = Array.from({ length: outputs }, (_, o) => o - 1.5);
        const sum = (values: readonly number[]) =>
          values.reduce((total, each, o) => total + each * upstream[o]!, 0);
        const found = gradients(row(0), upstream, tensors);
        const h = 1e-4;
        const check = (slope: number, at: (shift: number) => number[]) =>
          assert.approximately(slope, (sum(at(h)) - sum(at(-h))) / (2 * h), 1e-7);
        found.x.forEach((slope, i) => {
          check(slope, (shift) => value(row(0).with(i, row(0)[i]! + shift), tensors));
        });
        for (const [key, slopes] of Object.entries(found.tensors))
          slopes.forEach((slope, at) => {
            const own = tensors[key]!;
            check(slope, (shift) =>
              value(row(0), { ...tensors, [key]: own.with(at, own[at]! + shift) }),
            );
          });
      });
    }
  }
});

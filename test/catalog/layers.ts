/** Inputs for testing layers, and an engine's results for a network of two of them. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { inOrder, partOf } from '../../src/catalog/kinds/members.ts';
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import { layersBetween } from '../../src/catalog/lookup/layer.ts';
import { layerMeta } from '../../src/catalog/registry/layer.meta.ts';
import { layerReference } from '../../src/catalog/registry/layer.reference.ts';
import { optimizerSchema } from '../../src/document/schema.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { rand } from '../oracle/draws.ts';
import type { Engine } from '../../workers/engine/types.ts';
import type { LayerValues } from './kinds.ts';
import { layerOracle } from './registry/layer.oracle.ts';
import { lossOracle } from './registry/loss.oracle.ts';

/** Those that a network in the short form has. */
export const layers = inOrder(layerMeta).filter((name) => layerReference[name] !== undefined);

export const valuesOf = (parameters: LayerParameters): LayerValues => ({
  weight: Array.from(parameters.weight),
  bias: Array.from(parameters.bias),
});

/** Compares one step with learning rate 1 over two layers without activation with the oracles. */
export async function assertEngine(engine: Engine, sizes: readonly number[], count: number) {
  const [inputs = 0, , classes = 0] = sizes;
  const generator = new Generator(433);
  const parameters = constructLayers(sizes, generator);
  const part = {
    features: rand(count * inputs, generator),
    divisor: 1,
    targets: Uint8Array.from({ length: count }, () => generator.nextUint32() % classes),
    count,
  };
  const placed = layersBetween(sizes);
  const names = placed.map(({ layer }) => layer.name);
  const wanted = parameters.map((own) =>
    Object.fromEntries(Object.entries(valuesOf(own)).map(([name, values]) => [name, [...values]])),
  );
  const outputs: number[] = [];
  for (let row = 0; row < count; row++) {
    const reads = [Array.from(part.features.subarray(row * inputs, (row + 1) * inputs))];
    parameters.forEach((own, l) => {
      reads.push(partOf(layerOracle, names[l]!).value(reads[l]!, valuesOf(own)));
    });
    outputs.push(...reads.at(-1)!);
    const target = [part.targets[row]!];
    let upstream = lossOracle['cross-entropy'].gradient(reads.at(-1)!, target);
    for (let l = parameters.length - 1; l >= 0; l--) {
      const { x, tensors } = partOf(layerOracle, names[l]!).gradients(
        reads[l]!,
        upstream,
        valuesOf(parameters[l]!),
      );
      for (const [name, slopes] of Object.entries(tensors))
        slopes.forEach((slope, at) => (wanted[l]![name]![at]! -= slope / count));
      upstream = x;
    }
  }
  const session = await engine.open({
    sizes,
    activation: 'linear',
    loss: 'cross-entropy',
    parameters,
    optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 1 }),
    train: part,
    test: part,
  });
  const near = (found: ArrayLike<number>, all: readonly number[], what: string) => {
    assert.equal(found.length, all.length, what);
    all.forEach((each, at) => assert.approximately(found[at]!, each, 3e-6, what));
  };
  try {
    const given = new Float32Array(count * classes);
    await session.evaluate('test', 0, count, given);
    near(given, outputs, 'outputs');
    for await (const stretch of session.train(
      Int32Array.from({ length: count }, (_, i) => i),
      count,
    ))
      void stretch;
    for (const [l, own] of (await session.parameters()).entries())
      for (const { name } of placed[l]!.tensors)
        near(own[name], wanted[l]![name]!, `${name} of layer ${l + 1}`);
  } finally {
    session.close();
  }
}

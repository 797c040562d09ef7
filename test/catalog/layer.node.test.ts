/** Compares every layer in tfjs and in PyTorch with its oracle. */
import { spawnSync } from 'node:child_process';
import { assert } from 'chai';
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import { placeLayers } from '../../src/catalog/lookup/layer.ts';
import { partOf } from '../../src/catalog/kinds/members.ts';
import { layerPython } from '../../src/catalog/registry/layer.python.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { startTfjs } from '../../workers/engine/tfjs/engine.ts';
import { pythonWithTorch } from '../support/python.mjs';
import { assertEngine, layers, valuesOf } from './layers.ts';
import { layerOracle } from './registry/layer.oracle.ts';

describe('Layers elsewhere', () => {
  it('are the oracle’s in tfjs', async () => {
    const engine = await startTfjs('cpu', { name: 'tfjs-cpu', reason: 'a test', revision: 2 });
    for (const sizes of [
      [1, 1, 2],
      [7, 5, 4],
    ])
      for (const count of [1, 13]) await assertEngine(engine, sizes, count);
  });

  for (const name of layers)
    it(`${name}: is the module of the exported program, with its names, shapes and draws`, function () {
      const python = pythonWithTorch();
      if (python === null) this.skip();
      const program = `import json, torch
from torch import nn
torch.manual_seed(433)
module = ${partOf(layerPython, name).module('7', '3')}
tensors = [[name, list(each.shape), each.flatten().tolist()] for name, each in module.named_parameters()]
print(json.dumps([tensors, module(torch.arange(7.0)).tolist()]))`;
      const { stdout, stderr } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
      assert.notEqual(stdout, '', stderr);
      const [tensors, outputs] = JSON.parse(stdout) as [unknown[], number[]];
      const [drawn] = constructLayers([7, 3], new Generator(433));
      const [own] = placeLayers([7], [{ name, width: 3, bias: true }]);
      assert.deepEqual(
        tensors,
        own!.tensors.map((tensor) => [
          tensor.name,
          [...tensor.shape],
          Array.from(drawn![tensor.name]),
        ]),
      );
      partOf(layerOracle, name)
        .value([0, 1, 2, 3, 4, 5, 6], valuesOf(drawn!))
        .forEach((each, o) => {
          assert.approximately(outputs[o]!, each, 1e-5);
        });
    });
});

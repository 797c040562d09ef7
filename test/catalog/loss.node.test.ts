/** Compares every loss in tfjs and in PyTorch with its oracle. */
import { spawnSync } from 'node:child_process';
import { assert } from 'chai';
import { lossMeta } from '../../src/catalog/registry/loss.meta.ts';
import { lossPython } from '../../src/catalog/registry/loss.python.ts';
import { startTfjs } from '../../workers/engine/tfjs/engine.ts';
import { pythonWithTorch } from '../support/python.mjs';
import { assertEngine } from './loss-engine.ts';
import { losses, rowsOf } from './losses.ts';
import { lossOracle } from './registry/loss.oracle.ts';

describe('Losses elsewhere', () => {
  for (const name of losses) {
    it(`${name}: is the oracle's in tfjs`, async () => {
      const engine = await startTfjs('cpu', { name: 'tfjs-cpu', reason: 'a test', revision: 2 });
      for (const count of [1, 8, 21]) await assertEngine(engine, name, count);
    });

    it(`${name}: is the criterion of the exported program`, function () {
      const python = pythonWithTorch();
      if (python === null) this.skip();
      const rows = rowsOf(name, 9, 4);
      const targets = rows.map((row) => row.targets);
      const ofClasses = lossMeta[name].targets === 'class';
      const program = `import json, torch
from torch import nn
z = torch.tensor(${JSON.stringify(rows.map(({ outputs }) => outputs))}, dtype=torch.float64, requires_grad=True)
y = torch.tensor(${JSON.stringify(ofClasses ? targets.flat() : targets)}${ofClasses ? '' : ', dtype=torch.float64'})
criterion = ${lossPython[name].criterion}
loss = criterion(z, y)
loss.backward()
print(json.dumps([loss.item(), z.grad.tolist()]))`;
      const { stdout, stderr } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
      assert.notEqual(stdout, '', stderr);
      const [loss, slopes] = JSON.parse(stdout) as [number, number[][]];
      const { value, gradient } = lossOracle[name];
      const sum = rows.reduce((total, row) => total + value(row.outputs, row.targets), 0);
      assert.approximately(loss, sum / rows.length, 1e-12);
      rows.forEach((row, at) => {
        gradient(row.outputs, row.targets).forEach((slope, k) => {
          assert.approximately(slopes[at]![k]!, slope / rows.length, 1e-12);
        });
      });
    });
  }
});

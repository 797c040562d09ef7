/** Checkpoints are read by a program that shares no code with the lab. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { checkpointFile } from '../../../src/formats/artefact/checkpoint-file.ts';
import { partsOf, planOf, underWayOf } from './support.ts';
import { stateOf } from '../../support/short-form.ts';

const pythons = [process.env.A2_PYTHON ?? '', 'python3', 'python'];
const python = pythons.find(
  (each) => each !== '' && spawnSync(each, ['-c', 'pass'], { stdio: 'ignore' }).status === 0,
);

interface Found {
  readonly checkpoint: Record<string, unknown>;
  readonly tensors: Record<string, number[]>;
}

describe('a checkpoint’s file', () => {
  it('is read by Python as it is documented', async function () {
    if (python === undefined) this.skip();
    const { checkpoint, trial } = underWayOf(planOf(1), 1, 2);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-checkpoint-'));
    try {
      const file = path.join(folder, 'checkpoint.safetensors');
      writeFileSync(file, await checkpointFile(checkpoint, trial, partsOf(trial.plan)));
      const program = 'test/formats/artefact/read_checkpoint.py';
      const read = JSON.parse(execFileSync(python, [program, file], { encoding: 'utf8' })) as Found;
      const { session, generators } = checkpoint;
      assert.deepEqual(Object.keys(read.tensors), [
        'hidden.0.weight',
        'hidden.0.bias',
        'output.weight',
        'output.bias',
        ...['exp_avg', 'exp_avg_sq'].flatMap((name) => [
          `optimizer.${name}.hidden.0.weight`,
          `optimizer.${name}.hidden.0.bias`,
          `optimizer.${name}.output.weight`,
          `optimizer.${name}.output.bias`,
        ]),
        'generator.loader',
        'losses',
      ]);
      assert.deepEqual(read.tensors['generator.loader'], [...generators.loader.words]);
      assert.deepEqual(read.tensors['hidden.0.weight'], [
        ...stateOf(session).parameters[0]!.weight,
      ]);
      const buffer = read.tensors['optimizer.exp_avg_sq.output.bias'];
      assert.deepEqual(buffer, [...stateOf(session).buffers.exp_avg_sq![1]!.bias]);
      assert.deepEqual(read.tensors.losses, [...trial.batchLosses]);
      const { epoch, step, steps, generators: positions } = read.checkpoint;
      assert.deepEqual({ epoch, step, steps }, { epoch: 1, step: 2, steps: 6 });
      assert.deepEqual(positions, { loader: { position: 1, cachedNormal: 0.125 } });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

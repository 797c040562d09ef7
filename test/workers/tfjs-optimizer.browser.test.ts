/** The optimisers in tfjs ops against the reference in test/oracle/optimizer.ts. */
import { scoped } from '../../workers/engine/tfjs/scoped.ts';
import { memory, tensor1d, type Tensor1D } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { Generator } from '../../src/torch/mt19937.ts';
import { createOptimizer } from '../oracle/optimizer.ts';
import { activate, type BackendName } from '../../workers/engine/tfjs/backend.ts';
import { FlatOptimizer } from '../../workers/engine/tfjs/optimizer.ts';
import { worst } from './networks.ts';
import { optimizerForms } from './optimizers.ts';
import { startBackend } from '../../workers/engine/tfjs/start-backend.ts';

const length = 1003;
const steps = 20;

const random = (generator: Generator, scale: number): Float32Array =>
  Float32Array.from({ length }, () => (generator.nextFloat32() * 2 - 1) * scale);

for (const backend of ['wasm', 'cpu', 'webgpu'] as const satisfies readonly BackendName[]) {
  describe(`The optimisers on tfjs-${backend}`, () => {
    before(async function () {
      try {
        await startBackend(backend);
      } catch {
        this.skip();
      }
    });

    for (const each of optimizerForms) {
      it(`take the steps of ${JSON.stringify(each)}`, async () => {
        await activate(backend);
        const held = memory().numTensors;
        const generator = new Generator(433);
        const wanted = random(generator, 1);
        let parameters: Tensor1D = tensor1d(wanted.slice());
        const reference = createOptimizer(each, length);
        const optimizer = new FlatOptimizer(each, length);
        for (let step = 0; step < steps; step++) {
          const gradients = random(generator, 10 ** -(step % 4));
          reference.step(wanted, gradients);
          const old = parameters;
          parameters = scoped(
            () => optimizer.step(old, tensor1d(gradients)),
            (next) => [next],
          );
          old.dispose();
        }
        const got = await parameters.data<'float32'>();
        assert.isAtMost(worst(got, wanted), backend === 'webgpu' ? 1e-5 : 1e-6);
        parameters.dispose();
        optimizer.close();
        assert.equal(memory().numTensors, held);
      });
    }
  });
}

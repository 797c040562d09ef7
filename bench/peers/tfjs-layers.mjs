/**
 * tfjs as its users use it: `model.fit` of @tensorflow/tfjs-layers, on one thread of the wasm
 * backend. The rows are in the same order as for the other peers, with `shuffle: false`.
 *
 *   node tfjs-layers.mjs <folder of the works>
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { setWasmPaths, version_wasm as version } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { serve } from '../lib/line-protocol.mjs';
import { runs } from '../lib/peer-runs.mjs';
import { batchWalk, gather, readWork } from '../lib/work-folder.mjs';

const [folder = '.'] = process.argv.slice(2);

/** @param {import('../lib/inputs.ts').WorkDocument['optimizer']} settings */
function optimizerOf(settings) {
  switch (settings.name) {
    case 'sgd':
      return tf.train.sgd(settings.learningRate);
    case 'adam': {
      const { learningRate, beta1, beta2, epsilon } = settings;
      return tf.train.adam(learningRate, beta1, beta2, epsilon);
    }
    default:
      throw new Error(`No work trains with ${settings.name}`);
  }
}

/** @param {ReturnType<typeof readWork>} work */
function modelOf({ sizes, layers, activation, task, optimizer }) {
  if (activation !== 'relu') throw new Error(`No work has ${activation}`);
  const classification = task === 'classification';
  const model = tfl.sequential();
  for (const [index, units] of sizes.slice(1).entries()) {
    const last = index === sizes.length - 2;
    model.add(
      tfl.layers.dense({
        units,
        activation: last ? (classification ? 'softmax' : 'linear') : activation,
        ...(index === 0 ? { inputShape: [Number(sizes[0])] } : {}),
      }),
    );
  }
  model.setWeights(
    layers.flatMap(({ weight, bias, inputs, outputs }) => [
      tf.transpose(tf.tensor2d(weight, [outputs, inputs])),
      tf.tensor1d(bias),
    ]),
  );
  model.compile({
    optimizer: optimizerOf(optimizer),
    loss: classification ? 'categoricalCrossentropy' : 'meanSquaredError',
  });
  return model;
}

/** @param {string} name @returns {Promise<import('../lib/peer-runs.mjs').Train>} */
async function open(name) {
  const work = readWork(folder, name);
  const [inputs, outputs] = [Number(work.sizes[0]), Number(work.sizes.at(-1))];
  const { batchSize } = work;
  const model = modelOf(work);
  const walk = batchWalk(work.order, batchSize);
  return async (steps, wantLosses) => {
    /** @type {number[]} */
    const losses = [];
    // Reading every loss would slow tfjs down, so losses are read only for the comparison.
    const callbacks = wantLosses
      ? {
          onBatchEnd: async (/** @type {number} */ _, /** @type {any} */ logs) =>
            void losses.push(Number(logs?.loss)),
        }
      : undefined;
    for (const rows of walk.pieces(steps)) {
      const { x, y } = gather(work.train, rows, inputs, outputs);
      const xs = tf.tensor2d(x, [rows.length, inputs]);
      const ys = tf.tensor2d(y, [rows.length, outputs]);
      await model.fit(xs, ys, {
        batchSize,
        epochs: 1,
        shuffle: false,
        verbose: 0,
        yieldEvery: 'never',
        ...(callbacks === undefined ? {} : { callbacks }),
      });
      tf.dispose([xs, ys]);
    }
    return losses;
  };
}

await serve(async () => {
  const require = createRequire(import.meta.url);
  const module = require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(`${path.dirname(module)}${path.sep}`);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true ? 'SIMD' : 'no SIMD';
  return {
    greeting: {
      name: `tfjs layers ${version}, wasm`,
      device: `${simd}, 1 thread, Node ${process.versions.node}`,
    },
    answer: runs(open),
  };
});

/**
 * jax-js on its wasm backend: one `jit` of the whole step, which is its fast path. In Node it has
 * no workers, so it computes on one thread. The batch is gathered outside, as in its own examples.
 *
 *   node jax.mjs <folder of the works>
 */
import { readFileSync } from 'node:fs';
import { blockUntilReady, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { serve } from '../lib/line-protocol.mjs';
import { runs } from '../lib/peer-runs.mjs';
import { batchWalk, gather, readWork } from '../lib/work-folder.mjs';

/**
 * @typedef {import('@jax-js/jax').Array} Tensor
 * @typedef {{ w: Tensor, b: Tensor }[]} Parameters w is [inputs, outputs]
 * @typedef {{ p: Parameters, m: Parameters, v: Parameters }} State m and v are empty for SGD
 */

const [folder = '.'] = process.argv.slice(2);

/** Every function of jax-js consumes its arguments; `.ref` keeps one for another use. */
const lossOf =
  (/** @type {'classification' | 'regression'} */ task) =>
  (/** @type {Parameters} */ parameters, /** @type {Tensor} */ x, /** @type {Tensor} */ y) => {
    let a = x;
    for (const [index, { w, b }] of parameters.entries()) {
      const z = np.dot(a, w).add(b);
      a = index === parameters.length - 1 ? z : nn.relu(z);
    }
    return task === 'classification'
      ? nn.logSoftmax(a, -1).mul(y).sum(-1).mean().neg()
      : np.square(a.sub(y)).mean();
  };

/** @param {ReturnType<typeof readWork>} work */
function stepOf({ task, optimizer }) {
  const gradient = valueAndGrad(lossOf(task));
  const rate = optimizer.learningRate;
  if (optimizer.name === 'sgd') {
    const descend = (/** @type {Tensor} */ p, /** @type {Tensor} */ g) => p.sub(g.mul(rate));
    return (
      /** @type {State} */ { p, m, v },
      /** @type {Tensor} */ x,
      /** @type {Tensor} */ y,
      /** @type {Tensor} */ correction,
    ) => {
      correction.dispose();
      const [loss, g] = gradient(referenced(p), x, y);
      return [loss, { p: paired(descend, p, g), m, v }];
    };
  }
  if (optimizer.name !== 'adam') throw new Error(`No work trains with ${optimizer.name}`);
  const { beta1, beta2, epsilon } = optimizer;
  const mix =
    (/** @type {number} */ beta) => (/** @type {Tensor} */ old, /** @type {Tensor} */ now) =>
      old.mul(beta).add(now.mul(1 - beta));
  return (
    /** @type {State} */ state,
    /** @type {Tensor} */ x,
    /** @type {Tensor} */ y,
    /** @type {Tensor} */ correction,
  ) => {
    const [loss, g] = gradient(referenced(state.p), x, y);
    const m = paired(mix(beta1), state.m, referenced(g));
    const v = paired((old, now) => mix(beta2)(old, np.square(now)), state.v, g);
    // correction: [1 / (1 − β₁ᵗ), 1 / (1 − β₂ᵗ)].
    const first = correction.ref.slice(0);
    const second = correction.slice(1);
    const move = paired(
      (mean, square) =>
        mean
          .mul(first.ref)
          .mul(rate)
          .div(np.sqrt(square.mul(second.ref)).add(epsilon)),
      referenced(m),
      referenced(v),
    );
    first.dispose();
    second.dispose();
    return [loss, { p: paired((p, d) => p.sub(d), state.p, move), m, v }];
  };
}

/** @param {(a: Tensor, b: Tensor) => Tensor} each @param {Parameters} a @param {Parameters} b @returns {Parameters} */
const paired = (each, a, b) =>
  a.map(({ w, b: bias }, index) => {
    const other = /** @type {{ w: Tensor, b: Tensor }} */ (b[index]);
    return { w: each(w, other.w), b: each(bias, other.b) };
  });

/** @param {Parameters} parameters @returns {Parameters} */
const referenced = (parameters) => parameters.map(({ w, b }) => ({ w: w.ref, b: b.ref }));

/** @param {string} name @returns {Promise<import('../lib/peer-runs.mjs').Train>} */
async function open(name) {
  const work = readWork(folder, name);
  const { batchSize, layers, optimizer } = work;
  const [inputs, outputs] = [Number(work.sizes[0]), Number(work.sizes.at(-1))];
  const step = jit(/** @type {any} */ (stepOf(work)));
  const walk = batchWalk(work.order, batchSize);
  const zeros = () =>
    optimizer.name === 'sgd'
      ? []
      : layers.map((layer) => ({
          w: np.zeros([layer.inputs, layer.outputs]),
          b: np.zeros([layer.outputs]),
        }));
  /** @type {any} */
  let state = {
    p: layers.map(({ weight, bias, inputs, outputs }) => ({
      w: np.transpose(np.array(weight).reshape([outputs, inputs])),
      b: np.array(bias),
    })),
    m: zeros(),
    v: zeros(),
  };
  let done = 0;
  return async (steps) => {
    /** @type {number[]} */
    const losses = [];
    for (const piece of walk.pieces(steps)) {
      for (let from = 0; from < piece.length; from += batchSize) {
        const rows = piece.subarray(from, from + batchSize);
        const { x, y } = gather(work.train, rows, inputs, outputs);
        const [loss, next] = /** @type {any} */ (
          step(
            state,
            np.array(x).reshape([batchSize, inputs]),
            np.array(y).reshape([batchSize, outputs]),
            np.array(corrections(optimizer, (done += 1))),
          )
        );
        state = next;
        // Reading every loss makes it several times faster: without that pause its memory only grows.
        losses.push(Number((await loss.data())[0]));
      }
    }
    await blockUntilReady(state.p[0].b.ref);
    return losses;
  };
}

/** @param {import('../lib/inputs.ts').WorkDocument['optimizer']} optimizer @param {number} t */
const corrections = (optimizer, t) =>
  optimizer.name === 'adam'
    ? Float32Array.of(1 / (1 - optimizer.beta1 ** t), 1 / (1 - optimizer.beta2 ** t))
    : Float32Array.of(1, 1);

await serve(async () => {
  await init('wasm');
  const manifest = new URL('../../node_modules/@jax-js/jax/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    greeting: {
      name: `jax-js ${version}, wasm`,
      device: `SIMD, 1 thread, Node ${process.versions.node}`,
    },
    answer: runs(open),
  };
});

/** Which engine is chosen, why, and what happens when a GPU is lost. */
import { backend } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { LabError } from '../../src/base/errors.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { chooseEngine, withoutGpu } from '../../workers/engine/choose.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { calibrate } from '../../workers/trial/calibrate.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { dataset } from './support.ts';
import { collect, trialOf, wrapped } from './trials.ts';

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof LabError ? error.code : String(error);
  }
  return 'none';
}

/** Runs with another `navigator.gpu`. */
async function withGpu<T>(gpu: unknown, work: () => Promise<T>): Promise<T> {
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  try {
    return await work();
  } finally {
    Reflect.deleteProperty(navigator, 'gpu');
  }
}

const noAdapter = { requestAdapter: () => Promise.resolve(null) };

describe('chooseEngine', () => {
  it('takes WebAssembly in auto where WebGPU is only software, and says so', async () => {
    const { info } = await chooseEngine('auto');
    assert.equal(info.name, 'wasm');
    assert.match(info.reason, /WebGPU.*; WebAssembly SIMD$/);
    assert.equal(info.device, 'SIMD');
  });

  it('tells a browser without WebGPU from one without an adapter', async () => {
    const none = await withGpu(undefined, () => chooseEngine('auto'));
    assert.equal(none.info.reason, 'no WebGPU in this browser; WebAssembly SIMD');
    const empty = await withGpu(noAdapter, () => chooseEngine('auto'));
    assert.equal(empty.info.reason, 'no WebGPU adapter in this browser; WebAssembly SIMD');
  });

  it('goes on where WebGPU throws', async () => {
    const gpu = { requestAdapter: () => Promise.reject(new Error('driver is blocked')) };
    const { info } = await withGpu(gpu, () => chooseEngine('auto'));
    assert.equal(info.name, 'wasm');
    assert.include(info.reason, 'driver is blocked');
  });

  it('does not ask for a GPU where steps are small', async () => {
    const gpu = { requestAdapter: () => Promise.reject(new Error('was asked')) };
    const { info } = await withGpu(gpu, () => chooseEngine('auto', { gpuMayPay: false }));
    assert.equal(info.name, 'wasm');
    assert.notInclude(info.reason, 'was asked');
  });

  it('falls back to plain JavaScript where WebAssembly has no SIMD, and says so', async () => {
    const { validate } = WebAssembly;
    try {
      WebAssembly.validate = () => false;
      const { info } = await chooseEngine('auto');
      assert.equal(info.name, 'tfjs-cpu');
      assert.match(info.reason, /WebAssembly, but without SIMD; plain JavaScript$/);
      assert.equal(await codeOf(chooseEngine('wasm')), 'engine-unavailable');
    } finally {
      WebAssembly.validate = validate;
    }
  });

  it('takes what is chosen by name', async () => {
    assert.equal((await chooseEngine('tfjs-cpu')).info.name, 'tfjs-cpu');
    assert.equal((await chooseEngine('tfjs-wasm')).info.name, 'tfjs-wasm');
  });

  it('refuses a choice that cannot run and names what is missing', async () => {
    const message = await withGpu(noAdapter, () =>
      chooseEngine('tfjs-webgpu').then(
        () => '',
        (error: unknown) => (error instanceof LabError ? `${error.code} ${error.message}` : ''),
      ),
    );
    assert.include(message, 'engine-unavailable');
    assert.include(message, 'no WebGPU adapter');
  });

  it('stops where it is aborted', async () => {
    const signal = AbortSignal.abort();
    assert.equal(await codeOf(chooseEngine('auto', { signal })), 'aborted');
    assert.equal(await codeOf(withoutGpu('', { signal })), 'aborted');
  });
});

describe('A GPU that is lost', () => {
  const trial = trialOf({
    dataset: { name: 'fashion-synthetic', trainSize: 320, testSize: 50 },
    model: { depth: 1, width: 8 },
    optimizer: { name: 'sgd', learningRate: 0.1 },
    batchSize: 32,
    epochs: 1,
  });

  async function gpuEngine(context: Mocha.Context): Promise<Engine> {
    try {
      return await chooseEngine('tfjs-webgpu');
    } catch (error) {
      if (error instanceof LabError && error.code === 'engine-unavailable') context.skip();
      throw error;
    }
  }

  const destroy = () => {
    (backend() as unknown as { device: GPUDevice }).device.destroy();
  };

  /** Runs the trial and takes the GPU away after the first losses. */
  async function lose(engine: Engine, fallback?: (why: string) => Promise<Engine>) {
    const events: TrialEvent[] = [];
    const data = await dataset('fashion-synthetic');
    let destroyed = false;
    for await (const event of runTrial(trial, data, engine, fallback ? { fallback } : {})) {
      events.push(event);
      if (event.type !== 'batches' || destroyed) continue;
      destroyed = true;
      destroy();
    }
    return events;
  }

  it('moves a trial to WebAssembly from its start', async function () {
    const events = await lose(await gpuEngine(this), (why) => withoutGpu(why));
    const starts = events.flatMap((event) => (event.type === 'start' ? [event.engine] : []));
    assert.deepEqual(
      starts.map(({ name }) => name),
      ['tfjs-webgpu', 'wasm'],
    );
    assert.include(starts[1]?.reason, 'the GPU was lost');
    const again = events.slice(events.findLastIndex(({ type }) => type === 'start'));
    const data = await dataset('fashion-synthetic');
    const alone = await collect(runTrial(trial, data, await chooseEngine('wasm')));
    const losses = again.flatMap((event) => (event.type === 'batches' ? [...event.losses] : []));
    assert.deepEqual(losses, alone.losses);
    assert.equal(again.at(-1)?.type, 'done');
  });

  it('fails a trial that insists on it, and can be started again afterwards', async function () {
    const engine = await gpuEngine(this);
    assert.equal(await codeOf(lose(engine)), 'device-lost');
    const data = await dataset('fashion-synthetic');
    const { events } = await collect(runTrial(trial, data, await gpuEngine(this)));
    assert.equal(events.at(-1)?.type, 'done');
  });
});

describe('calibrate', () => {
  let time = 0;

  /** An engine whose steps take these milliseconds, in each session from the first on. */
  function timed(engine: Engine, milliseconds: readonly number[]): Engine {
    return wrapped(engine, (session) => {
      const left = [...milliseconds];
      return {
        async *train(rows, batchSize) {
          time += left.shift() ?? 0;
          yield* session.train(rows, batchSize);
        },
      };
    });
  }

  const trial = trialOf({
    dataset: { name: 'housing-synthetic' },
    model: { depth: 2, width: 64 },
    optimizer: { name: 'adam' },
    batchSize: 1024,
    epochs: 1,
  });

  it('takes the one whose steps are faster, whichever it is, and tells both times', async () => {
    const data = await dataset('housing-synthetic');
    // One compiles for long and is held up once; the other starts well.
    const fast = timed(await chooseEngine('wasm'), [900, 1, 1, 500]);
    const slow = timed(await chooseEngine('tfjs-cpu'), [0, 10, 10, 0]);
    performance.now = () => time;
    try {
      const { info } = (await calibrate(trial, data, fast, slow)).engine;
      assert.equal(info.name, 'wasm');
      assert.equal(info.reason, 'a step takes 1.0 ms on the GPU and 10 ms on the processor');
      const { info: other } = (await calibrate(trial, data, slow, fast)).engine;
      assert.equal(other.name, 'wasm');
      assert.equal(other.reason, 'a step takes 10 ms on the GPU and 1.0 ms on the processor');
    } finally {
      Reflect.deleteProperty(performance, 'now');
    }
  });

  it('leaves the trial to the processor where the GPU fails', async () => {
    const data = await dataset('housing-synthetic');
    const processor = await chooseEngine('wasm');
    const broken: Engine = {
      info: { ...processor.info, name: 'tfjs-webgpu' },
      open: () => Promise.reject(new LabError('device-lost', 'the GPU was lost (a test)')),
    };
    const { info } = (await calibrate(trial, data, broken, processor)).engine;
    assert.equal(info.name, 'wasm');
    assert.include(info.reason, 'the GPU was lost (a test)');
  });

  it('stops where it is aborted', async () => {
    const data = await dataset('housing-synthetic');
    const engine = await chooseEngine('wasm');
    const signal = AbortSignal.abort();
    assert.equal(await codeOf(calibrate(trial, data, engine, engine, signal)), 'aborted');
  });
});

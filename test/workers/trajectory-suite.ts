/** PyTorch's own batch losses and gradient norms, step by step, on the real data. */
import type { Dataset } from '../../src/protocol/dataset.ts';
import { assert } from 'chai';
import type { DatasetSettings, TrialDocument } from '../../src/document/schema.ts';
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { kinds, norms } from '../../src/text/pytorch/compared.ts';
import more from '../golden/seed-433.json' with { type: 'json' };
import golden from '../golden/trajectories.json' with { type: 'json' };
import { codeOf } from './networks.ts';
import { collect, trialOf, worstRelative } from './trials.ts';

const fashion = {
  dataset: { name: 'fashion-mnist' },
  model: { depth: 8, width: 16 },
  batchSize: 128,
  epochs: 1,
} as const;

const lr = { learningRate: 0.01 };
const trials: Record<keyof typeof golden.batchLosses, TrialDocument> = {
  'fashion xavier sgd lr=.01 batch=128': {
    ...fashion,
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'sgd', ...lr },
  },
  'fashion uniform d=1 sgd lr=.01 batch=128': {
    ...fashion,
    init: { name: 'uniform', d: 1 },
    optimizer: { name: 'sgd', ...lr },
  },
  'fashion xavier adam lr=.01 batch=128': {
    ...fashion,
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'adam', ...lr },
  },
  'fashion xavier rmsprop lr=.01 batch=128': {
    ...fashion,
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'rmsprop', ...lr },
  },
  'housing adam lr=.001 batch=32': {
    dataset: { name: 'california-housing' },
    model: { depth: 2, width: 64 },
    optimizer: { name: 'adam' },
    batchSize: 32,
    epochs: 1,
  },
};

const inits: Record<keyof Omit<typeof golden.gradientNorms, 'tolerance'>, TrialDocument['init']> = {
  xavier: { name: 'xavier-uniform' },
  'uniform d=0.01': { name: 'uniform', d: 0.01 },
};

/** I1d's two small initialisations, of which trajectories.json has no losses. */
const smallKinds = (['uniform 0.1 sgd', 'uniform 0.01 sgd'] as const).map(
  (name) => [name, kinds.find((kind) => kind.name === name)!] as const,
);

/**
 * How far the software WebGPU adapter is followed: every step takes long, its exponentials are good
 * to a few ulp only, and it adds up products one after the other. With d = 1 that shows after the
 * tenth step, where one unit's sum is 2·10⁻⁶ and its ReLU may fall on either side.
 */
const gpu = { steps: 30, tolerance: 1e-4 };
const gpuSteps = new Map([['fashion uniform d=1 sgd lr=.01 batch=128', 10]]);

/** `load` returns the real datasets, or null if they are unavailable. */
export function describeTrajectories(
  choice: EngineChoice,
  load: (name: DatasetSettings['name']) => Promise<Dataset | null>,
  deterministic = true,
): void {
  describe(`PyTorch's trajectories on ${choice}${deterministic ? '' : ', relaxed'}`, () => {
    const start = () => chooseEngine(choice, { deterministic });

    before(async function () {
      if ((await load('california-housing')) === null) this.skip();
      try {
        await start();
      } catch (error) {
        if (codeOf(error) === 'engine-unavailable') this.skip();
        throw error;
      }
    });

    for (const [name, { losses, tolerance }] of Object.entries(golden.batchLosses)) {
      it(`gives the batch losses of ${name}`, async () => {
        const onGpu = choice === 'tfjs-webgpu';
        const most = onGpu ? (gpuSteps.get(name) ?? gpu.steps) : Infinity;
        const steps = Math.min(most, losses.length);
        const allowed = onGpu ? Math.max(gpu.tolerance, tolerance) : tolerance;
        const trial = trialOf(trials[name as keyof typeof trials]);
        const data = (await load(trial.dataset.name))!;
        const { losses: got } = await collect(runTrial(trial, data, await start()), steps);
        assert.isAtMost(worstRelative(got.slice(0, steps), losses.slice(0, steps)), allowed);
      });
    }

    for (const [name, { trial, tolerance }] of smallKinds) {
      it(`gives the batch losses of ${name}, to a hundred steps`, async function () {
        if (choice === 'tfjs-webgpu') this.skip();
        const data = (await load(trial.dataset.name))!;
        const wanted = more.losses[name];
        const { losses } = await collect(runTrial(trial, data, await start()), wanted.length);
        assert.isAtMost(worstRelative(losses.slice(0, wanted.length), wanted), Number(tolerance));
      });
    }

    for (const { init } of norms.trials) {
      const name =
        init.name === 'uniform' ? (`uniform ${init.d}` as keyof typeof more.norms) : 'xavier';
      it(`gives the loss and the gradient norms of I1c, ${name}`, async () => {
        const trial = trialOf({
          ...fashion,
          epochs: 0,
          init,
          optimizer: { name: 'sgd' },
          measure: { gradientNorms: true },
        });
        const { events } = await collect(
          runTrial(trial, (await load('fashion-mnist'))!, await start()),
        );
        const found = events.find((event) => event.type === 'gradient-norms')!;
        const allowed = choice === 'tfjs-webgpu' ? gpu.tolerance : Number(norms.tolerance);
        assert.isAtMost(
          worstRelative([found.loss, ...found.activations], more.norms[name]),
          allowed,
        );
      });
    }

    for (const [name, init] of Object.entries(inits)) {
      it(`gives the gradient norms of ${name}`, async () => {
        const wanted = golden.gradientNorms[name as keyof typeof inits];
        const allowed = choice === 'tfjs-webgpu' ? gpu.tolerance : golden.gradientNorms.tolerance;
        const trial = trialOf({
          ...fashion,
          epochs: 0,
          init,
          optimizer: { name: 'sgd' },
          measure: { gradientNorms: true },
        });
        const data = (await load('fashion-mnist'))!;
        const { events } = await collect(runTrial(trial, data, await start()));
        const found = events.find((event) => event.type === 'gradient-norms');
        assert.isDefined(found);
        assert.isAtMost(worstRelative([found.loss], [wanted.loss]), allowed);
        assert.isAtMost(worstRelative(found.activations, wanted.activations), allowed);
      });
    }
  });
}

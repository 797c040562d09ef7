/**
 * PyTorch's losses at the edges of float32, where an engine easily gives another thing: see
 * test/golden/make-edges.py, whose cases hold all that they start from.
 */
import { assert } from 'chai';
import type { Part } from '../../src/protocol/dataset.ts';
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import type { MetricTask } from '../../src/catalog/kinds/metric.ts';
import type { Activation, OptimizerSettings } from '../../src/document/schema.ts';
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import type { Engine, SessionOptions } from '../../workers/engine/types.ts';
import golden from '../golden/edges.json' with { type: 'json' };
import { codeOf, count, trained } from './networks.ts';
import { worstRelative } from './trials.ts';

type EdgeCase = (typeof golden.cases)[number];

/** As the engines take it. */
function optionsOf(edge: EdgeCase): SessionOptions {
  const train: Part = {
    features: Float32Array.from(edge.features),
    divisor: 1,
    targets:
      edge.task === 'classification'
        ? Uint8Array.from(edge.targets)
        : Float32Array.from(edge.targets),
    count: edge.targets.length,
  };
  return {
    sizes: edge.sizes,
    activation: edge.activation as Activation,
    loss: defaultLoss(edge.task as MetricTask),
    parameters: edge.parameters.map(({ weight, bias }, l) => ({
      inputs: edge.sizes[l]!,
      outputs: edge.sizes[l + 1]!,
      weight: Float32Array.from(weight),
      bias: Float32Array.from(bias),
    })),
    optimizer: edge.optimizer as OptimizerSettings,
    train,
    test: train,
  };
}

/** The losses of all cases, in turn: whatever changes in an engine's bits is likely to show here. */
export async function lossesOfAll(engine: Engine): Promise<number[]> {
  const losses: number[] = [];
  for (const edge of golden.cases) losses.push(...(await lossesOf(engine, edge)));
  return losses;
}

/** Losses up to the first that is no finite number, that one included. */
async function lossesOf(engine: Engine, edge: EdgeCase): Promise<number[]> {
  const session = await engine.open(optionsOf(edge));
  const losses: number[] = [];
  try {
    for (let pass = 0; pass < edge.passes && losses.every(Number.isFinite); pass++) {
      losses.push(...(await trained(session, count(edge.targets.length), edge.batchSize)));
    }
  } finally {
    session.close();
  }
  const end = losses.findIndex((loss) => !Number.isFinite(loss));
  return end === -1 ? losses : losses.slice(0, end + 1);
}

const sumOf = 'sum of losses';

/**
 * tfjs has no multiply-add that rounds once, so that the average of squares is an ulp off here and
 * there. In this case a root is then no number one step earlier, as it is in PyTorch 1.13.
 */
const parts = 'alpha 0.3, target 17.0';

/** A GPU may take subnormal numbers for zero (WGSL, floating point evaluation), squares among them. */
const subnormal = ({ kind, optimizer }: EdgeCase): boolean =>
  kind === 'small epsilon' && Number(optimizer.epsilon) < 5e-19;

/** `tolerance` is relative to PyTorch's losses; `deterministic` as in TrialRequest. */
export function describeEdges(choice: EngineChoice, tolerance: number, deterministic = true): void {
  describe(`${golden.engine} at the edges of float32, on ${choice}${deterministic ? '' : ', relaxed'}`, () => {
    let engine: Engine;

    before(async function () {
      try {
        engine = await chooseEngine(choice, { deterministic });
      } catch (error) {
        if (codeOf(error) === 'engine-unavailable') this.skip();
        throw error;
      }
    });

    for (const edge of golden.cases) {
      it(`is followed: ${edge.kind}, ${edge.name}`, async function () {
        if (choice === 'tfjs-webgpu' && subnormal(edge)) this.skip();
        const wanted = edge.losses.map(Number);
        if (choice !== 'wasm' && edge.name === parts) wanted.splice(-2, 1);
        const losses = await lossesOf(engine, edge);
        assert.lengthOf(losses, wanted.length);
        const [last, end] = [losses.at(-1)!, wanted.at(-1)!];
        if (!Number.isFinite(end)) assert.deepEqual(last, end);
        const finite = wanted.filter(Number.isFinite);
        // A loss of exactly 0 is met exactly.
        const shifted = (values: readonly number[]) =>
          values.slice(0, finite.length).map((value, i) => (finite[i] === 0 ? value + 1 : value));
        assert.isAtMost(worstRelative(shifted(losses), shifted(finite)), tolerance);
      });
    }

    it('is followed where rows are evaluated', async () => {
      for (const edge of golden.cases) {
        const session = await engine.open(optionsOf(edge));
        const { loss } = await session.evaluate('test', 0, edge.targets.length);
        session.close();
        const wanted = Number(edge.sumBefore);
        if (!Number.isFinite(wanted)) assert.deepEqual(loss, wanted, edge.name);
        else if (wanted === 0) assert.equal(loss, 0, edge.name);
        else assert.isAtMost(worstRelative([loss], [wanted]), tolerance, edge.name);
      }
    });

    it('is followed by the loss that comes with the gradient norms', async () => {
      for (const edge of golden.cases.filter(({ kind }) => kind === sumOf)) {
        const session = await engine.open(optionsOf(edge));
        const { loss } = await session.activationGradients(count(edge.targets.length));
        session.close();
        const wanted = Number(edge.losses[0]);
        assert.equal(Number.isFinite(loss), Number.isFinite(wanted), edge.name);
        if (Number.isFinite(wanted)) assert.isAtMost(worstRelative([loss], [wanted]), tolerance);
      }
    });
  });
}

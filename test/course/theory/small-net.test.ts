/** T5: the assignment's figures, and every gradient against three others. */
import { assert } from 'chai';
import fc from 'fast-check';
import { centralDifference } from '../../../src/course/theory/central.ts';
import {
  backward,
  forward,
  momentumStep,
  sgdStep,
  weightsInto,
  wirings,
  type Sample,
  type SmallNet,
} from '../../../src/course/theory/small-net.ts';
import { createOptimizer } from '../../oracle/optimizer.ts';
import { runReference } from '../../oracle/reference-network.ts';
import { engineSession, linear } from './support.ts';

const asked: SmallNet = {
  wiring: 'by-neuron',
  w: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
  b: [0.1, 0.2, 0.3],
};
const sample: Sample = { x: [1, 0], t: 1 };

/** No tiny numbers: sums near zero stand at the kink of ReLU. */
const real = fc.integer({ min: -2000, max: 2000 }).map((value) => value / 997);
const nets: fc.Arbitrary<SmallNet> = fc.record({
  wiring: fc.constantFrom(...wirings),
  w: fc.array(real, { minLength: 6, maxLength: 6 }),
  b: fc.array(real, { minLength: 3, maxLength: 3 }),
});
const samples: fc.Arbitrary<Sample> = fc.record({
  x: fc.array(real, { minLength: 2, maxLength: 2 }),
  t: fc.constantFrom(0, 1),
});
const awayFromKinks = (net: SmallNet, one: Sample): boolean =>
  forward(net, one).z.every((z) => Math.abs(z) > 1e-3);

/** A sigmoid is a softmax over the logits 0 and z: the same net with an idle first output. */
const asLayers = ({ wiring, w, b }: SmallNet) =>
  [
    {
      weight: [0, 1].map((neuron) => weightsInto(wiring, neuron).map((index) => w[index]!)),
      bias: b.slice(0, 2),
    },
    {
      weight: [
        [0, 0],
        [w[4]!, w[5]!],
      ],
      bias: [0, b[2]!],
    },
  ] as const;

/** ∂L/∂ of w₁ … w₆, b₁ … b₃ from gradients of the two layers, [outputs, inputs] each. */
function named(
  wiring: SmallNet['wiring'],
  layers: readonly { weight: ArrayLike<number>; bias: ArrayLike<number> }[],
): { dw: number[]; db: number[] } {
  const dw = [0, 0, 0, 0, layers[1]!.weight[2]!, layers[1]!.weight[3]!];
  for (const neuron of [0, 1]) {
    weightsInto(wiring, neuron).forEach((index, input) => {
      dw[index] = layers[0]!.weight[neuron * 2 + input]!;
    });
  }
  return { dw, db: [layers[0]!.bias[0]!, layers[0]!.bias[1]!, layers[1]!.bias[1]!] };
}

const close = (actual: readonly number[], wanted: readonly number[], tolerance: number): void => {
  assert.lengthOf(actual, wanted.length);
  wanted.forEach((value, i) => {
    assert.closeTo(actual[i]!, value, tolerance);
  });
};

describe('The net of T5', () => {
  it('gives the figures of the assignment, labelled by neuron', () => {
    const { z, zOut, y, loss } = forward(asked, sample);
    close([...z, zOut], [0.2, 0.5, 0.7], 1e-15);
    assert.equal(y.toFixed(6), '0.668188');
    assert.equal(loss.toFixed(6), '0.403186');
    const { dw, db } = backward(asked, sample);
    const w = sgdStep(asked.w, dw, 0.1);
    const b = sgdStep(asked.b, db, 0.1);
    const fixed = (values: number[], ...indices: number[]) =>
      indices.map((i) => values[i]!.toFixed(7));
    assert.deepEqual(fixed(w, 4, 5, 0), ['0.5066362', '0.6165906', '0.1165906']);
    assert.deepEqual(fixed(b, 0, 2), ['0.1165906', '0.3331812']);
    assert.strictEqual(w[3], 0.4);
    const settings = { rate: 0.1, momentum: 0.9, velocity: 0.5 };
    const classical = momentumStep('classical', 0.5, dw[4]!, settings);
    const pytorch = momentumStep('pytorch', 0.5, dw[4]!, settings);
    assert.equal(classical.value.toFixed(7), '0.9566362');
    assert.equal(pytorch.value.toFixed(7), '0.4616362');
  });

  it('wires w₂ and w₃ by the labelling', () => {
    assert.deepEqual(weightsInto('by-neuron', 0), [0, 1]);
    assert.deepEqual(weightsInto('by-neuron', 1), [2, 3]);
    assert.deepEqual(weightsInto('by-input', 0), [0, 2]);
    assert.deepEqual(weightsInto('by-input', 1), [1, 3]);
    const { zOut } = forward({ ...asked, wiring: 'by-input' }, sample);
    assert.closeTo(zOut, 0.64, 1e-15);
  });

  it('has the gradients of the reference network', () => {
    fc.assert(
      fc.property(nets, samples, (net, one) => {
        const layers = asLayers(net).map(({ weight, bias }) => ({
          inputs: 2,
          outputs: 2,
          weight: weight.flat(),
          bias,
        }));
        const batch = { features: one.x, targets: [one.t], rows: 1 };
        const { loss, gradients } = runReference(layers, 'relu', 'cross-entropy', batch);
        const wanted = named(net.wiring, gradients);
        const { dw, db } = backward(net, one);
        assert.closeTo(forward(net, one).loss, loss, 1e-12);
        close(dw, wanted.dw, 1e-12);
        close(db, wanted.db, 1e-12);
      }),
    );
  });

  it('has the gradients of finite differences', () => {
    fc.assert(
      fc.property(nets, samples, (net, one) => {
        fc.pre(awayFromKinks(net, one));
        const near = (key: 'w' | 'b') =>
          net[key].map((value, i) =>
            centralDifference(
              (moved) => forward({ ...net, [key]: net[key].with(i, moved) }, one).loss,
              value,
            ),
          );
        const { dw, db } = backward(net, one);
        close(near('w'), dw, 1e-8);
        close(near('b'), db, 1e-8);
      }),
    );
  });

  it('takes the step that the engine takes', async () => {
    await fc.assert(
      fc.asyncProperty(nets, samples, async (net, one) => {
        fc.pre(awayFromKinks(net, one));
        const layers = asLayers(net).map(({ weight, bias }) => linear(weight, bias));
        const session = await engineSession(layers, 'relu', [one.x], [one.t], 0.1);
        const steps = session.train(Int32Array.of(0), 1);
        for await (const { losses } of steps) assert.isAtMost(losses.length, 1);
        const stepped = named(net.wiring, await session.parameters());
        session.close();
        const { dw, db } = backward(net, one);
        close(stepped.dw, sgdStep(net.w, dw, 0.1), 2e-6);
        close(stepped.db, sgdStep(net.b, db, 0.1), 2e-6);
      }),
      { numRuns: 30 },
    );
  });

  it('follows PyTorch’s momentum where it says so', () => {
    fc.assert(
      fc.property(real, real, real, (value, velocity, gradient) => {
        const optimizer = createOptimizer(
          {
            name: 'sgd',
            learningRate: 0.1,
            momentum: 0.9,
            dampening: 0,
            nesterov: false,
            weightDecay: 0,
          },
          1,
        );
        // The first step makes its gradient the velocity.
        optimizer.step(Float32Array.of(0), Float32Array.of(velocity));
        const parameter = Float32Array.of(value);
        optimizer.step(parameter, Float32Array.of(gradient));
        const settings = { rate: 0.1, momentum: 0.9, velocity };
        const step = momentumStep('pytorch', value, gradient, settings);
        assert.closeTo(parameter[0]!, step.value, 1e-6);
        // Velocities of the two conventions differ by the factor −η alone.
        const other = momentumStep('classical', value, gradient, {
          ...settings,
          velocity: -0.1 * velocity,
        });
        assert.closeTo(other.value, step.value, 1e-12);
      }),
    );
  });
});

/** The parameters a network starts from, with exactly the draws that PyTorch makes for them. */
import type { InitSettings } from '../experiment/schema.ts';
import { requireCount } from './float32.ts';
import type { LayerParameters } from './layers.ts';
import type { Generator } from './mt19937.ts';
import { fillNormal } from './normal.ts';
import { fillUniform } from './uniform.ts';

/**
 * Builds a multi-layer perceptron's parameters: what `nn.Linear` draws for every layer, and then,
 * unless `init` is PyTorch's default, every weight anew and every bias zero. The draws of the first
 * step stay spent, as they do in PyTorch.
 *
 * `sizes` are the layers' sizes, input first and output last: [784, 16, …, 16, 10] gives one entry
 * a linear map. Throws RangeError where there are fewer than two, or one is no positive integer.
 */
export function initParameters(
  sizes: readonly number[],
  init: InitSettings,
  generator: Generator,
): LayerParameters[] {
  const layers = constructLayers(sizes, generator);
  reinitialise(layers, init, generator);
  return layers;
}

/**
 * `nn.Linear(inputs, outputs)` for every layer in order: weight, then bias, both uniform between
 * ±1/√inputs. PyTorch's own bound for the weight, √3 · √(2 / (1 + √5²)) / √inputs, is the same
 * float32 for every fan-in of 1 … 4096. Sizes and errors are those of `initParameters`.
 * Source: torch/nn/modules/linear.py, reset_parameters.
 */
export function constructLayers(sizes: readonly number[], generator: Generator): LayerParameters[] {
  if (sizes.length < 2) {
    throw new RangeError(
      `Cannot build a network of ${sizes.length} sizes: it needs an input and an output`,
    );
  }
  for (const size of sizes) requireCount('build a network', 'a layer size', size, 1);
  return sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index]!;
    const bound = 1 / Math.sqrt(inputs);
    return {
      inputs,
      outputs,
      weight: fillUniform(new Float32Array(outputs * inputs), -bound, bound, generator),
      bias: fillUniform(new Float32Array(outputs), -bound, bound, generator),
    };
  });
}

/**
 * Draws every layer's weight again, in order, and sets its bias to zero, in place; does nothing for
 * `torch-default`. Sources: torch/nn/init.py; Glorot and Bengio (2010) for the Xavier pair and
 * He et al. (2015) for the Kaiming pair, which is taken with PyTorch's defaults: fan_in, gain √2.
 */
export function reinitialise(
  layers: readonly LayerParameters[],
  init: InitSettings,
  generator: Generator,
): void {
  if (init.name === 'torch-default') return;
  for (const layer of layers) {
    fillWeight(layer, init, generator);
    layer.bias.fill(0);
  }
}

function fillWeight(
  { weight, inputs, outputs }: LayerParameters,
  init: Exclude<InitSettings, { name: 'torch-default' }>,
  generator: Generator,
): void {
  switch (init.name) {
    case 'uniform':
      fillUniform(weight, -init.d, init.d, generator);
      break;
    case 'normal':
      fillNormal(weight, 0, init.std, generator);
      break;
    case 'xavier-uniform': {
      const bound = Math.sqrt(3) * xavierDeviation(inputs, outputs, init.gain);
      fillUniform(weight, -bound, bound, generator);
      break;
    }
    case 'xavier-normal':
      fillNormal(weight, 0, xavierDeviation(inputs, outputs, init.gain), generator);
      break;
    case 'kaiming-uniform': {
      const bound = Math.sqrt(3) * kaimingDeviation(inputs);
      fillUniform(weight, -bound, bound, generator);
      break;
    }
    case 'kaiming-normal':
      fillNormal(weight, 0, kaimingDeviation(inputs), generator);
      break;
    default:
      init satisfies never;
  }
}

/** gain · √(2 / (inputs + outputs)) */
const xavierDeviation = (inputs: number, outputs: number, gain: number): number =>
  gain * Math.sqrt(2 / (inputs + outputs));

/** √2 / √inputs, rounded in PyTorch's order. */
const kaimingDeviation = (inputs: number): number => Math.SQRT2 / Math.sqrt(inputs);

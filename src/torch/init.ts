/** What `nn.Linear` draws for the maps of a multi-layer perceptron. */
import { requireCount } from './float32.ts';
import type { LayerParameters } from './layers.ts';
import type { Generator } from './mt19937.ts';
import { fillUniform } from './uniform.ts';

/**
 * `nn.Linear(inputs, outputs)` for every layer in order: weight, then bias, both uniform between
 * ±1/√inputs. PyTorch's own bound for the weight, √3 · √(2 / (1 + √5²)) / √inputs, is the same
 * float32 for every fan-in of 1 … 4096. `sizes` are the layers' sizes, input first and
 * output last: [784, 16, …, 16, 10] gives one entry a linear map. Throws RangeError where there are fewer than two,
 * or one is no positive integer.
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

/** The parameters a network starts from, with exactly the draws that PyTorch makes for them. */
import type { ChoiceOf } from '../kinds/fields.ts';
import type { LayerPlan, LayerTensor, Shape, TensorName } from '../kinds/layer.ts';
import type { InitPlan } from '../kinds/init.ts';
import type { InitMetas } from '../registry/init.meta.ts';
import { initPlan } from '../registry/init.plan.ts';
import type { LayerParameters } from '../../torch/layers.ts';
import type { Generator } from '../../torch/mt19937.ts';
import type { LayerName } from '../registry/layer.meta.ts';
import { layerPlan } from '../registry/layer.plan.ts';
import { requireCount } from '../../torch/float32.ts';
import { fillUniform } from '../../torch/uniform.ts';
import { layersBetween, sizeOf } from './layer.ts';

type InitSettings = ChoiceOf<InitMetas>;

/**
 * What PyTorch draws for layers between sizes when it makes their modules: tensor by tensor, in order. `sizes` are
 * the layers' sizes, input first and output last: [784, 16, …, 16, 10] gives one entry a layer. Throws RangeError
 * if there are fewer than two, or one is not a positive integer.
 */
export function constructLayers(sizes: readonly number[], generator: Generator): LayerParameters[] {
  if (sizes.length < 2) {
    throw new RangeError(
      `Cannot build a network of ${sizes.length} sizes: it needs an input and an output`,
    );
  }
  for (const size of sizes) requireCount('build a network', 'a layer size', size, 1);
  return layersBetween(sizes).map((placed, index) => {
    const [inputs, outputs] = [sizes[index]!, sizes[index + 1]!];
    const drawn = placed.tensors.map((tensor) => {
      return [tensor.name, filled(placed.layer, tensor, [inputs], generator)];
    });
    return { inputs, outputs, ...(Object.fromEntries(drawn) as Learnt) };
  });
}

/** A new tensor as PyTorch fills it when it creates the layer's module. Throws Error for a layer without a plan. */
export function filled(
  settings: { readonly name: LayerName },
  tensor: LayerTensor,
  inputs: Shape,
  generator: Generator,
): Float32Array {
  // The cast is safe: a member's plan takes the settings of the same member's fields.
  const plan = layerPlan[settings.name] as LayerPlan<object> | undefined;
  if (plan === undefined) throw new Error(`the layer ${settings.name} has no tensors`);
  const values = new Float32Array(sizeOf(tensor.shape));
  const fill = plan.fill(tensor, inputs, settings);
  return 'value' in fill
    ? values.fill(fill.value)
    : fillUniform(values, -fill.bound, fill.bound, generator);
}

type Learnt = Pick<LayerParameters, TensorName>;

/**
 * Builds a multi-layer perceptron's parameters: what `nn.Linear` draws for every layer, and then,
 * unless `init` is PyTorch's default, every weight is redrawn and every bias set to zero. The first draws
 * still advance the generator, as in PyTorch.
 *
 * `sizes` are the layers' sizes, input first and output last. Throws RangeError as `constructLayers` does.
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
 * Draws every layer's weight again, in order, and sets its bias to zero, in place; does nothing for PyTorch's
 * default, which has no plan.
 */
export function reinitialise(
  layers: readonly LayerParameters[],
  init: InitSettings,
  generator: Generator,
): void {
  // The cast is safe: a member's plan takes the settings of the same member's fields.
  const plan = initPlan[init.name] as InitPlan<InitSettings> | undefined;
  if (plan === undefined) return;
  for (const layer of layers) {
    plan.fill(layer, init, generator);
    layer.bias.fill(0);
  }
}

/** The parameters a network starts from, with exactly the draws that PyTorch makes for them. */
import type { ChoiceOf } from '../kinds/fields.ts';
import type { InitPlan } from '../kinds/init.ts';
import type { InitMetas } from '../registry/init.meta.ts';
import { initPlan } from '../registry/init.plan.ts';
import { constructLayers } from '../../torch/init.ts';
import type { LayerParameters } from '../../torch/layers.ts';
import type { Generator } from '../../torch/mt19937.ts';

type InitSettings = ChoiceOf<InitMetas>;

/**
 * Builds a multi-layer perceptron's parameters: what `nn.Linear` draws for every layer, and then,
 * unless `init` is PyTorch's default, every weight anew and every bias zero. The draws of the first
 * step stay spent, as they do in PyTorch.
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
  // A member's plan takes the settings of the fields that are beside it: the name has chosen both.
  const plan = initPlan[init.name] as InitPlan<InitSettings> | undefined;
  if (plan === undefined) return;
  for (const layer of layers) {
    plan.fill(layer, init, generator);
    layer.bias.fill(0);
  }
}

/** The tensors that a network of listed layers starts from, with exactly the draws that PyTorch makes for them. */
import type { InitPlan } from '../kinds/init.ts';
import type { LayerPlan } from '../kinds/layer.ts';
import type { ChoiceOf } from '../kinds/fields.ts';
import type { LayerName } from '../registry/layer.meta.ts';
import { layerPlan } from '../registry/layer.plan.ts';
import { initPlan } from '../registry/init.plan.ts';
import type { InitMetas } from '../registry/init.meta.ts';
import type { NamedTensor } from '../../torch/layers.ts';
import type { Generator } from '../../torch/mt19937.ts';
import { filled } from './init.ts';
import type { NetworkPlan } from './network.ts';

type Settings = Readonly<Record<string, unknown>>;

// The cast is safe: a member's plan takes the settings of the same member's fields.
const planOf = (name: LayerName) => layerPlan[name] as LayerPlan<Settings> | undefined;

/**
 * In the order of `plan.tensors`. Modules are made in their order, each filling its tensors as PyTorch does; then,
 * unless `init` is PyTorch's default, the weights of all layers that multiply are redrawn, in the same order, scaled
 * by their own numbers of inputs and outputs, and their biases set to zero. Norms keep 1 and 0.
 */
export function initTensors(
  plan: Pick<NetworkPlan, 'ops' | 'tensors' | 'values'>,
  init: ChoiceOf<InitMetas>,
  generator: Generator,
): NamedTensor[] {
  const tensors: NamedTensor[] = [];
  for (const op of plan.ops) {
    if (op.kind !== 'layer') continue;
    const inputs = plan.values[op.inputs[0]!]!;
    for (const index of op.tensors) {
      const { name, shape } = plan.tensors[index]!;
      const tensor = { ...plan.tensors[index]!, name: name.slice(op.module.length + 1) };
      const values = filled({ ...op.settings, name: op.name }, tensor, inputs, generator);
      tensors[index] = { name, shape, values };
    }
  }
  redraw(plan, tensors, init, generator);
  return tensors;
}

function redraw(
  plan: Pick<NetworkPlan, 'ops' | 'tensors' | 'values'>,
  tensors: readonly NamedTensor[],
  init: ChoiceOf<InitMetas>,
  generator: Generator,
): void {
  // The cast is safe: a member's plan takes the settings of the same member's fields.
  const drawing = initPlan[init.name] as InitPlan<ChoiceOf<InitMetas>> | undefined;
  if (drawing === undefined) return;
  for (const op of plan.ops) {
    if (op.kind !== 'layer') continue;
    const fans = planOf(op.name)?.fans?.(plan.values[op.inputs[0]!]!, op.settings);
    if (fans === undefined) continue;
    for (const index of op.tensors) {
      const { values } = tensors[index]!;
      if (plan.tensors[index]!.role === 'bias') values.fill(0);
      else
        drawing.fill({ weight: values, inputs: fans.fanIn, outputs: fans.fanOut }, init, generator);
    }
  }
}

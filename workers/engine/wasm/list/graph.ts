/**
 * Which memory the values of a network share, and in which order their gradients come together. Every value has its
 * own, except where nobody notices: the output of a layer that computes nothing, an activation in place, and the
 * gradient of a value that only one operation reads, which hands it on unchanged or elementwise.
 */
import type { LayerMemory } from '../../../../src/catalog/kinds/layer.ts';
import type { NetworkPlan, PlannedOp } from '../../../../src/catalog/lookup/network.ts';
import { activationMeta } from '../../../../src/catalog/registry/activation.meta.ts';
import { layerMemory } from '../../../../src/catalog/registry/layer.memory.ts';

type Settings = Readonly<Record<string, unknown>>;

/** Throws Error for a layer that this engine does not have. */
export function memoryOf(
  op: Extract<PlannedOp, { readonly kind: 'layer' }>,
): LayerMemory<Settings> {
  // The cast is safe: a member takes the settings of the same member's fields.
  const part = layerMemory[op.name] as LayerMemory<Settings> | undefined;
  if (part === undefined) throw new Error(`the engine has no layer ${op.name}`);
  return part;
}

export interface Graph {
  /** Operations that compute something, in the order of the forward pass. */
  readonly ops: readonly PlannedOp[];
  /** For each value the one whose memory it has, and the one whose gradient it has; null if it needs none. */
  readonly home: readonly number[];
  readonly gradientHome: readonly (number | null)[];
  /** Of each of these operations, for each input: whether its gradient is added to that of later operations. */
  readonly adds: readonly (readonly boolean[])[];
}

export function graphOf(plan: NetworkPlan): Graph {
  const root = plan.values.map((_, value) => value);
  const ops = plan.ops.filter((op) => {
    const alias = op.kind === 'layer' && memoryOf(op).alias === true;
    if (alias) root[op.output] = root[op.inputs[0]!]!;
    return !alias;
  });
  const rootOf = (value: number) => root[value]!;
  const readers = plan.values.map(() => 0);
  for (const op of ops) for (const input of op.inputs) readers[rootOf(input)]! += 1;
  const makers = new Map(ops.map((op) => [op.output, op]));

  // Memory and gradients by root; then for all values.
  const home = plan.values.map((_, value) => value);
  const gradientHome = plan.values.map((_, value) => value);
  const needed = plan.values.map(() => false);
  for (const op of ops) {
    const inputs = op.inputs.map(rootOf);
    needed[op.output] =
      op.kind === 'activation' || op.tensors.length > 0 || inputs.some((each) => needed[each]);
    const [input] = inputs;
    if (op.kind !== 'activation' || input === undefined || readers[input] !== 1) continue;
    const maker = makers.get(input);
    // The slope of an activation before it may be computed from what it would overwrite.
    const inPlace = maker !== undefined && maker.kind !== 'activation';
    if (inPlace && activationMeta[op.name].keeps === 'output') home[op.output] = home[input]!;
  }
  const seen = new Set<number>();
  const adds = ops
    .toReversed()
    .map((op) => {
      const inputs = op.inputs.map(rootOf);
      // One summand at most: the operation before it may change its gradient.
      const handed = op.kind === 'layer' ? undefined : inputs.find((input) => readers[input] === 1);
      if (handed !== undefined) gradientHome[handed] = gradientHome[op.output]!;
      return inputs.map((input) => {
        const adding = seen.has(input);
        seen.add(input);
        return adding;
      });
    })
    .toReversed();
  return {
    ops,
    home: root.map((each) => home[each]!),
    gradientHome: root.map((each) => (needed[each] ? gradientHome[each]! : null)),
    adds,
  };
}

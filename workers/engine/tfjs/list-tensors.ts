/** The tensors of a network of listed layers: learnable ones in one flat vector, and its buffers. */
import { sizeOf } from '../../../src/catalog/lookup/layer.ts';
import { learnable, type NetworkPlan } from '../../../src/catalog/lookup/network.ts';
import type { NamedTensor } from '../../../src/torch/layers.ts';

export class ListTensors {
  readonly #plan: NetworkPlan;
  /** Index in the plan of each learnable tensor, in the order of the flat vector. */
  readonly learnt: readonly number[];

  constructor(plan: NetworkPlan) {
    const learnt = new Set(learnable(plan));
    this.#plan = plan;
    this.learnt = plan.tensors.flatMap((each, index) => (learnt.has(each) ? [index] : []));
  }

  /** Indices of the buffers. */
  get buffers(): readonly number[] {
    return [...this.#plan.tensors.keys()].filter((index) => !this.learnt.includes(index));
  }

  /** Shapes of the learnable tensors. */
  get shapes(): readonly (readonly number[])[] {
    return this.learnt.map((index) => this.#plan.tensors[index]!.shape);
  }

  /** All in the order of the plan. */
  arranged<T>(learnt: readonly T[], buffers: ReadonlyMap<number, T>): T[] {
    const all: T[] = [];
    this.learnt.forEach((index, at) => (all[index] = learnt[at]!));
    for (const [index, buffer] of buffers) all[index] = buffer;
    return all;
  }

  /** The learnable tensors of a flat vector, in memory of their own. */
  unflatten(flat: Float32Array): NamedTensor[] {
    let at = 0;
    return this.learnt.map((index) => this.named(index, flat.slice(at, (at += this.#size(index)))));
  }

  named(index: number, values: Float32Array): NamedTensor {
    const { name, shape } = this.#plan.tensors[index]!;
    return { name, shape, values };
  }

  #size(index: number): number {
    return sizeOf(this.#plan.tensors[index]!.shape);
  }
}

export function flatten(tensors: readonly NamedTensor[]): Float32Array {
  const flat = new Float32Array(tensors.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of tensors) {
    flat.set(values, at);
    at += values.length;
  }
  return flat;
}

/** Rows for testing losses. */
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { lossMeta, type LossName } from '../../src/catalog/registry/loss.meta.ts';
import type { Part } from '../../src/protocol/dataset.ts';
import { Generator } from '../../src/torch/mt19937.ts';

export const losses = inOrder(lossMeta);

export interface LossRow {
  readonly outputs: readonly number[];
  /** A class, or a value for each output. */
  readonly targets: readonly number[];
}

/** float32 numbers between −`reach` and `reach`. */
export function rowsOf(name: LossName, count: number, width: number, reach = 3): LossRow[] {
  const generator = new Generator(433 + width);
  const numbers = (some: number) =>
    Array.from({ length: some }, () => Math.fround((generator.nextFloat32() * 2 - 1) * reach));
  return Array.from({ length: count }, () => ({
    outputs: numbers(width),
    targets: lossMeta[name].targets === 'class' ? [generator.nextUint32() % width] : numbers(width),
  }));
}

/** Outputs that the engines have for a loss of this kind. */
export const widthOf = (name: LossName): number => (lossMeta[name].targets === 'class' ? 5 : 1);

/** A part whose features are the outputs themselves. */
export const partOf = (name: LossName, rows: readonly LossRow[]): Part => {
  const targets = rows.flatMap((row) => row.targets);
  return {
    features: Float32Array.from(rows.flatMap(({ outputs }) => outputs)),
    divisor: 1,
    targets:
      lossMeta[name].targets === 'class' ? Uint8Array.from(targets) : Float32Array.from(targets),
    count: rows.length,
  };
};

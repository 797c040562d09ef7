/** A layer's weights or outputs in a few words. */
import type { Distribution } from '../../base/statistics/distribution.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import { count, percent, significant } from '../../base/numbers.ts';

export const deviationText = ({ deviation }: Distribution): string =>
  `σ ${Number.isNaN(deviation) ? '–' : significant(deviation, 3)}`;

/** Ends that are symmetric to within 10 % are written as one. */
export function rangeText({ least, greatest, histogram }: Distribution): string {
  if (histogram === null) return '–';
  const larger = Math.max(-least, greatest);
  if (least < 0 && greatest > 0 && Math.min(-least, greatest) > 0.9 * larger) {
    return `±${significant(larger, 2)}`;
  }
  return `${significant(least, 2)} … ${significant(greatest, 2)}`;
}

/** "52 % zero", or how many values are not finite; '' for neither. */
export function remark({ count: all, zeros, nonFinite }: Distribution): string {
  if (nonFinite > 0) return `${count(nonFinite)} not finite`;
  return zeros === 0 ? '' : `${percent(zeros / all, 0)} zero`;
}

/** The bars without the exact zeros, which would dwarf all others behind a ReLU. */
export function countsWithoutZeros({ histogram, zeros }: Distribution): number[] {
  if (histogram === null) return [];
  const { from, to, counts } = histogram;
  if (zeros === 0 || from === to) return [...counts];
  const bins = counts.length;
  // Zeros all lie in one bin; which one is decided as the histogram decides it.
  let bin = Math.min(bins - 1, Math.max(0, Math.floor((-from / (to - from)) * bins)));
  while (bin > 0 && (counts[bin] ?? 0) < zeros) bin -= 1;
  return counts.map((value, at) => (at === bin ? Math.max(0, value - zeros) : value));
}

const layerText = (index: number, layers: number): string =>
  index === layers - 1 ? 'output' : `hidden ${index + 1}`;

export interface NamedDistribution {
  /** "weights 1", "hidden 1", "output". */
  readonly name: string;
  readonly values: Distribution;
}

/** The weights and the outputs of every layer. */
export const layersOf = ({
  layers,
}: Inspection): { readonly weights: NamedDistribution; readonly outputs: NamedDistribution }[] =>
  layers.map(({ weights, outputValues }, index, { length }) => ({
    weights: { name: `weights ${index + 1}`, values: weights },
    outputs: { name: layerText(index, length), values: outputValues },
  }));

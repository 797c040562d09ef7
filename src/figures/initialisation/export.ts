/** The histograms of untrained networks as files. */
import type { SeriesStyle } from '../../catalog/kinds/series.ts';
import type { Inspection } from '../../protocol/inspection.ts';
import { csvText } from '../../formats/csv.ts';
import { significant } from '../../base/numbers.ts';
import { histogramsSvg, type DrawnHistogram, type HistogramBlock } from '../histogram/export.ts';
import {
  countsWithoutZeros,
  deviationText,
  layersOf,
  remark,
  type NamedDistribution,
} from './text.ts';

export interface InspectedTrial {
  readonly label: string;
  readonly style: SeriesStyle;
  /** Null while it is being computed for the first time. */
  readonly inspection: Inspection | null;
}

/** One line for each layer's weights and one for its outputs; bins are equal, from least to greatest. */
export function initialisationCsv(trials: readonly InspectedTrial[]): string {
  const rows = trials.flatMap((trial) =>
    (trial.inspection === null ? [] : layersOf(trial.inspection))
      .flatMap(({ weights, outputs }) => [weights, outputs])
      .map(({ name, values }) => ({ trial, name, distribution: values })),
  );
  const bins = Math.max(
    0,
    ...rows.map(({ distribution }) => distribution.histogram?.counts.length ?? 0),
  );
  const figures = ['count', 'mean', 'deviation', 'least', 'greatest', 'zeros', 'not finite'];
  return csvText([
    [
      'network',
      'values',
      ...figures,
      ...Array.from({ length: bins }, (_, bin) => `bin ${bin + 1}`),
    ],
    ...rows.map(({ trial, name, distribution }) => {
      const { count, mean, deviation, least, greatest, zeros, nonFinite } = distribution;
      const counts = distribution.histogram?.counts ?? [];
      return [trial.label, name, count, mean, deviation, least, greatest, zeros, nonFinite].concat(
        counts,
      );
    }),
  ]);
}

/** Much wider pictures cannot be rendered. */
const maxSideBySide = 12;

/**
 * A block a network; weights above what comes out of the layer, as far as a row has room.
 * @param shown the indices of the layers that are drawn, from 0; all of them if left out
 */
export function initialisationSvg(
  trials: readonly InspectedTrial[],
  shown?: ReadonlySet<number>,
): string {
  const blocks = trials.flatMap(({ label, style, inspection }): HistogramBlock[] => {
    const layers = (inspection === null ? [] : layersOf(inspection)).filter(
      (_, at) => shown?.has(at) ?? true,
    );
    const drawn = ({ name, values }: NamedDistribution): DrawnHistogram => {
      const { histogram, least, greatest } = values;
      return {
        title: name,
        colour: style.colour,
        histogram,
        counts: countsWithoutZeros(values),
        ends: histogram === null ? ['–', '–'] : [significant(least, 2), significant(greatest, 2)],
        notes: [[deviationText(values), remark(values)].filter((text) => text !== '').join(', ')],
      };
    };
    return [
      { title: label, histograms: layers.map(({ weights }) => drawn(weights)) },
      { title: '', histograms: layers.map(({ outputs }) => drawn(outputs)) },
    ];
  });
  return histogramsSvg('Weights and outputs before training', blocks, shown?.size ?? maxSideBySide);
}

/** The columns of a table as files: statistics and bins as CSV, histograms as an SVG. */
import { columnBins, type ColumnReport, type ColumnView } from '../data/explore/columns.ts';
import { csvText } from '../formats/csv.ts';
import { count, significant } from '../base/numbers.ts';
import { histogramsSvg } from './histogram/export.ts';

interface Column {
  readonly name: string;
  readonly unit: string;
  readonly report: ColumnReport;
}

/** Standardised where that is asked for and the column has it, else unscaled. */
export const viewOf = ({ report }: Column, standardised: boolean): ColumnView =>
  (standardised ? report.standardised : null) ?? report.raw;

/** One row per column: its statistics, then its bins, of equal width between the two ends. */
export function columnsCsv(columns: readonly Column[], standardised: boolean): string {
  const figures = ['mean', 'deviation', 'least', '25 %', 'median', '75 %', 'greatest'];
  const bins = Array.from({ length: columnBins }, (_, bin) => `bin ${bin + 1}`);
  return csvText([
    [
      'column',
      'unit',
      'rows',
      ...figures,
      'correlation with the target',
      'bins from',
      'bins to',
    ].concat('below', bins, 'above'),
    ...columns.map((column) => {
      const { name, unit, report } = column;
      const { summary, histogram } = viewOf(column, standardised);
      const { mean, deviation, least, lowerQuartile, median, upperQuartile, greatest } = summary;
      const scaled = standardised && report.standardised !== null;
      return [
        name,
        scaled ? 'deviations' : unit,
        summary.count,
        ...[mean, deviation, least, lowerQuartile, median, upperQuartile, greatest],
        report.correlation,
        ...[histogram.from, histogram.to, histogram.below],
        ...histogram.counts,
        histogram.above,
      ];
    }),
  ]);
}

export function columnsSvg(columns: readonly Column[], standardised: boolean): string {
  const histograms = columns.map((column) => {
    const { name, unit, report } = column;
    const { histogram } = viewOf(column, standardised);
    const { from, to, below, above } = histogram;
    const target = report.standardised === null;
    const scaled = standardised && !target;
    const beyond = [
      below > 0 ? `${count(below)} below` : '',
      above > 0 ? `${count(above)} above` : '',
    ].filter((text) => text !== '');
    return {
      title: `${name}${target ? ', the target' : ''}`,
      colour: target ? (6 as const) : (5 as const),
      histogram,
      ends: [significant(from, 3), significant(to, 3)] as const,
      notes: [
        scaled ? 'in standard deviations' : `in ${unit}`,
        ...(beyond.length === 0 ? [] : [`not drawn: ${beyond.join(', ')}`]),
      ],
    };
  });
  const title = standardised ? 'Columns, standardised' : 'Columns, unscaled';
  return histogramsSvg(title, [{ title: '', histograms }], 3);
}

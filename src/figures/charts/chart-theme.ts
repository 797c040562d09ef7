/** Colours and fonts of a chart, wherever they are read from: no more than a type, and without the DOM. */
import type { SeriesColour } from '../../catalog/kinds/series.ts';

export interface ChartTheme {
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly axis: string;
  readonly paper: string;
  readonly series: Readonly<Record<SeriesColour, string>>;
  readonly font: string;
}

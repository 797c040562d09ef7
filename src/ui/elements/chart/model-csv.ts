/** The numbers of a chart's model as CSV, in full precision. */
import { chartColumns } from '../../../figures/charts/columns.ts';
import { lastIndex, type ChartModel, type ChartSpec } from '../../../figures/charts/model.ts';
import { csvText } from '../../../formats/csv.ts';

export function modelCsv(spec: ChartSpec, model: ChartModel): string {
  const columns = chartColumns(spec, model);
  const rows = model.x
    .slice(0, lastIndex(model.lines) + 1)
    .map((x, index) => [x, ...columns.map(({ read }) => read(index))]);
  return csvText([[spec.xLabel, ...columns.map(({ head }) => head)], ...rows]);
}

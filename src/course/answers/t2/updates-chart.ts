/** Updates of every parameter against the batch size. */
import type { ChartModel, ChartSpec } from '../../../figures/charts/model.ts';
import { updates, type Schedule } from '../../theory/updates.ts';
import { count, counted, significant } from '../../../base/numbers.ts';

/** Batch sizes 1, 2, 4 … up to the number of samples. */
export function updatesChart(schedule: Schedule): { spec: ChartSpec; model: ChartModel } {
  const last = Math.floor(Math.log2(schedule.samples));
  const x = Array.from({ length: last + 1 }, (_, power) => power);
  const values = (dropLast: boolean): number[] =>
    x.map((power) => updates({ ...schedule, batchSize: 2 ** power, dropLast }));
  return {
    spec: {
      id: 'updates',
      title: 'Updates of every parameter against the batch size',
      xLabel: 'log₂ of the batch size',
      yLabel: 'updates',
      xRange: [0, Math.max(1, last)],
      scale: 'log',
      switchable: true,
      zeroBand: false,
      markers: true,
      format: (value) => counted(value, 'update'),
      short: (value) => count(value),
      tick: (value) => significant(value, 2),
      references: [],
      promise: 'Updates of every parameter, for batch sizes that are powers of two',
      better: null,
    },
    model: {
      x,
      groups: [
        { id: 'keep', label: 'short last batch kept', style: { colour: 5, marker: 'circle' } },
        { id: 'drop', label: 'short last batch dropped', style: { colour: 6, marker: 'triangle' } },
      ],
      lines: [
        { group: 'keep', name: '', dashed: false, values: values(false) },
        { group: 'drop', name: '', dashed: true, values: values(true) },
      ],
    },
  };
}

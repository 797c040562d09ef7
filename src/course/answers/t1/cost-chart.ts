/** The cost of all gradients against the width of the hidden layer, by both methods. */
import type { ChartModel, ChartSpec } from '../../../figures/charts/model.ts';
import {
  backpropagationOperations,
  finiteDifferenceOperations,
  total,
  type NetSize,
} from '../../theory/operations.ts';
import { significant } from '../../../base/numbers.ts';

const points = 40;

/** From a twentieth of the chosen width (at least 1) to twice that width. */
export function costChart(size: NetSize): { spec: ChartSpec; model: ChartModel } {
  const last = Math.max(20, 2 * size.hidden);
  const x = [
    ...new Set(
      Array.from({ length: points }, (_, i) => Math.max(1, Math.round((last * (i + 1)) / points))),
    ),
  ];
  const values = (cost: (size: NetSize) => number): number[] =>
    x.map((hidden) => cost({ ...size, hidden }));
  const operations = (value: number): string => `${significant(value, 3)} operations`;
  return {
    spec: {
      id: 'gradient-cost',
      title: 'Cost of all gradients against the width of the hidden layer',
      xLabel: 'hidden neurons',
      yLabel: 'additions and multiplications',
      xRange: [x[0] ?? 1, last],
      scale: 'log',
      switchable: true,
      zeroBand: false,
      markers: false,
      format: operations,
      short: (value) => significant(value, 3),
      tick: (value) => significant(value, 2),
      references: [],
      promise: 'The cost of all gradients by finite differences and by backpropagation',
      better: 'low',
    },
    model: {
      x,
      groups: [
        {
          id: 'differences',
          label: 'finite differences',
          style: { colour: 6, marker: 'triangle' },
        },
        { id: 'back', label: 'backpropagation', style: { colour: 5, marker: 'circle' } },
      ],
      lines: [
        {
          group: 'differences',
          name: '',
          dashed: false,
          values: values((each) => total(finiteDifferenceOperations(each))),
        },
        {
          group: 'back',
          name: '',
          dashed: false,
          values: values((each) => total(backpropagationOperations(each))),
        },
      ],
    },
  };
}

/** The tables of question T1. */
import { parametersByLayer, parameterTotal, type NetSize } from '../../theory/operations.ts';
import { count } from '../../../base/numbers.ts';
import type { TableData } from '../blocks.ts';
import { countByRunning, type Count } from './counted.ts';
import { exactText } from './formulas.ts';

export function parameterTable(size: NetSize): TableData {
  const { hidden, outputs } = size;
  const p = parameterTotal(size);
  const layers = parametersByLayer(size).map(({ layer, weights, biases }) => [
    layer,
    count(weights),
    count(biases),
    count(weights + biases),
  ]);
  return {
    caption: 'Parameters by layer',
    head: ['layer', 'weights', 'biases', 'total'],
    rows: [...layers, ['total', count(p - hidden - outputs), count(hidden + outputs), count(p)]],
    marked: [layers.length],
  };
}

export const sizeText = ({ samples, features, hidden, outputs }: NetSize): string =>
  `N = ${samples}, D = ${features}, M = ${hidden}, K = ${outputs}`;

/** The closed forms, compared with operations counted while a small network runs; takes a moment. */
export function countedTable(chosen: NetSize): {
  readonly count: Count;
  readonly table: TableData;
} {
  const found = countByRunning(chosen);
  return {
    count: found,
    table: {
      caption: `Operations, ${sizeText(found.size)}`,
      head: ['computation', 'by formula', 'counted'],
      rows: found.rows.map(({ what, closedForm, counted }) => [
        what,
        exactText(closedForm),
        exactText(counted),
      ]),
    },
  };
}

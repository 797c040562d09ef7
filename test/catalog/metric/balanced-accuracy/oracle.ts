import { said } from '../said.ts';
import type { MetricOracle } from '../../kinds.ts';

/** Weights each row by the inverse frequency of its class. */
export default {
  value: (rows) => {
    let [right, all] = [0, 0];
    for (const row of rows) {
      const weight = 1 / rows.filter(({ target }) => target === row.target).length;
      all += weight;
      if (said(row) === row.target) right += weight;
    }
    return right / all;
  },
} satisfies MetricOracle;

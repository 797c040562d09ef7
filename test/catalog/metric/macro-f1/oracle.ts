import { said } from '../said.ts';
import type { MetricOracle } from '../../kinds.ts';

/** From true positives, false positives and false negatives of each class that occurs. */
export default {
  value: (rows) => {
    const met = new Set(rows.flatMap((row) => [said(row), row.target]));
    let sum = 0;
    for (const each of met) {
      const right = rows.filter((row) => said(row) === each && row.target === each).length;
      const wrong = rows.filter((row) => (said(row) === each) !== (row.target === each)).length;
      sum += right / (right + wrong / 2);
    }
    return sum / met.size;
  },
} satisfies MetricOracle;

import { said } from '../said.ts';
import type { MetricOracle } from '../../kinds.ts';

export default {
  value: (rows) => rows.filter((row) => said(row) === row.target).length / rows.length,
} satisfies MetricOracle;

import type { OptimizerInsights } from '../../kinds/optimizer.ts';

export default {
  scales: 'divides each parameter’s gradient by the root of a running mean of its squares',
} satisfies OptimizerInsights;

import type { OptimizerPython } from '../../kinds/optimizer.ts';
import type { AdamSettings } from '../adam/plan.ts';
import { adamArguments } from '../adam/python.ts';

export default {
  className: 'AdamW',
  arguments: adamArguments(0.01),
} satisfies OptimizerPython<AdamSettings>;

import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { gamma, knownSince } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.ExponentialLR */
export default {
  label: 'exponential',
  order: 3,
  since: knownSince,
  fields: { gamma: gamma(0.95) },
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

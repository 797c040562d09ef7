import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { epochs, gamma, knownSince } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.StepLR */
export default {
  label: 'steps',
  order: 1,
  since: knownSince,
  fields: { epochs: epochs('epochs per step', 10), gamma: gamma(0.1) },
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { epochs, knownSince, minRate } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.CosineAnnealingWarmRestarts */
export default {
  label: 'cosine with restarts',
  order: 5,
  since: knownSince,
  fields: {
    epochs: epochs('epochs to the first restart', 10),
    growth: {
      kind: 'count',
      atLeast: 1,
      atMost: 100,
      default: 1,
      label: 'times as many to the next',
    },
    minRate,
  },
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { epochs, knownSince, minRate } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.CosineAnnealingLR */
export default {
  label: 'cosine',
  order: 4,
  since: knownSince,
  fields: { epochs: epochs('epochs to the lowest rate', 10), minRate },
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

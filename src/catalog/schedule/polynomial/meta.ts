import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { epochs, knownSince } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.PolynomialLR */
export default {
  label: 'polynomial',
  order: 7,
  since: knownSince,
  fields: {
    epochs: epochs('epochs to 0', 10),
    power: { kind: 'real', above: 0, atMost: 100, default: 1, label: 'power' },
  },
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

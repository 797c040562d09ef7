import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { epochs, knownSince, share } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.LinearLR; the defaults are a decay to 0, not PyTorch's. */
export default {
  label: 'linear',
  order: 6,
  since: knownSince,
  fields: {
    epochs: epochs('epochs to the last factor', 10),
    startFactor: {
      kind: 'real',
      above: 0,
      atMost: 1,
      default: 1,
      label: 'first factor',
    },
    endFactor: share(0, 'last factor'),
  },
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

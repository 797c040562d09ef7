import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { knownSince, minRate } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.ReduceLROnPlateau */
export default {
  label: 'on a plateau',
  order: 8,
  since: knownSince,
  fields: {
    factor: { kind: 'real', above: 0, below: 1, default: 0.1, label: 'factor' },
    patience: { kind: 'count', atLeast: 0, atMost: 10_000, default: 10, label: 'patience' },
    threshold: { kind: 'real', atLeast: 0, below: 1, default: 1e-4, label: 'threshold' },
    cooldown: { kind: 'count', atLeast: 0, atMost: 10_000, default: 0, label: 'cooldown' },
    minRate,
  },
  traits: { per: 'epoch', observes: true },
} as const satisfies ScheduleMeta;

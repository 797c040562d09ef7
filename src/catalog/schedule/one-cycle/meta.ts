import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { knownSince } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.OneCycleLR with its cosines; the optimiser's rate is its highest. */
export default {
  label: 'one cycle',
  order: 9,
  since: knownSince,
  fields: {
    rise: {
      kind: 'real',
      above: 0,
      below: 1,
      default: 0.3,
      label: 'share of the steps that climb',
    },
    startDivisor: {
      kind: 'real',
      above: 0,
      atMost: 1e9,
      default: 25,
      label: 'first rate, divided by',
    },
    endDivisor: {
      kind: 'real',
      above: 0,
      atMost: 1e12,
      default: 1e4,
      label: 'last rate, divided by',
    },
    cyclesMomentum: { kind: 'flag', default: true, label: 'momentum against the rate' },
    leastMomentum: { kind: 'real', atLeast: 0, below: 1, default: 0.85, label: 'least momentum' },
    mostMomentum: { kind: 'real', atLeast: 0, below: 1, default: 0.95, label: 'most momentum' },
  },
  traits: { per: 'step' },
} as const satisfies ScheduleMeta;

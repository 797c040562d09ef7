import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { gamma, increase, knownSince, milestones } from '../../shared/schedule-fields.ts';

/** torch.optim.lr_scheduler.MultiStepLR */
export default {
  label: 'steps at given epochs',
  order: 2,
  since: knownSince,
  fields: { milestones, gamma: gamma(0.1) },
  check: ({ milestones: given }) =>
    increase(given) ? [] : [{ at: 'milestones', expected: 'epochs in increasing order' }],
  traits: { per: 'epoch' },
} as const satisfies ScheduleMeta;

import type { ScheduleMeta } from '../../kinds/schedule.ts';
import { knownSince } from '../../shared/schedule-fields.ts';

export default {
  label: 'constant',
  order: 0,
  since: knownSince,
  fields: {},
  traits: { per: 'epoch', isConstant: true },
} as const satisfies ScheduleMeta;

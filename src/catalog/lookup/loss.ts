/** Registry look-ups for losses. */
import { inOrder } from '../kinds/members.ts';
import type { MetricTask } from '../kinds/metric.ts';
import { lossMeta, type LossName } from '../registry/loss.meta.ts';

/** The loss that a task's networks are trained with. */
export const defaultLoss = (task: MetricTask): LossName =>
  inOrder(lossMeta).find((name) => lossMeta[name].defaultOf === task)!;

/** Registry look-ups for losses. */
import { inOrder } from '../kinds/members.ts';
import type { MetricTask } from '../kinds/metric.ts';
import { lossMeta, type LossName } from '../registry/loss.meta.ts';

/** The loss that a task's networks are trained with. */
export const defaultLoss = (task: MetricTask): LossName =>
  inOrder(lossMeta).find((name) => lossMeta[name].defaultOf === task)!;

/** What parts are measured by, whatever trains: the default loss for targets of the same kind. */
export const measuredLoss = (name: LossName): LossName =>
  inOrder(lossMeta).find(
    (each) =>
      lossMeta[each].defaultOf !== undefined && lossMeta[each].targets === lossMeta[name].targets,
  )!;

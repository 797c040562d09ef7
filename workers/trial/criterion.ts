/** What engines need to know of a loss's settings. Loaded only by trials with some. */
import type { Criterion, LossPlan } from '../../src/catalog/kinds/loss.ts';
import { lossMeta } from '../../src/catalog/registry/loss.meta.ts';
import { lossPlan } from '../../src/catalog/registry/loss.plan.ts';
import type { LossSettings } from '../../src/document/schema.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import { classCounts } from './measures.ts';

/** @param data whose training part balanced classes are counted in */
export function criterionOf(
  loss: LossSettings,
  data: Pick<TrialData, 'train' | 'test' | 'outputs'>,
): Criterion {
  // The cast is safe: a member's plan takes the settings of the same member's fields.
  const plan = (lossPlan as Readonly<Record<string, LossPlan<LossSettings>>>)[loss.name];
  if (plan === undefined) return { coefficients: [] };
  const rows = lossMeta[loss.name].targets === 'class' ? classCounts(data).train : [];
  const weights = plan.weights?.(loss, rows);
  return { coefficients: plan.coefficients(loss), ...(weights && { weights }) };
}

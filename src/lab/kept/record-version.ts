/**
 * The version of a kept record. Labs cannot read what has members that they do not know: such a record has a later
 * version, which they leave alone, where they would take it for a damaged one under their own.
 */
import type { Meta } from '../../catalog/kinds/members.ts';
import { isListed } from '../../catalog/lookup/dataset.ts';
import { activationMeta } from '../../catalog/registry/activation.meta.ts';
import { datasetMeta } from '../../catalog/registry/dataset.meta.ts';
import { initMeta } from '../../catalog/registry/init.meta.ts';
import { metricMeta } from '../../catalog/registry/metric.meta.ts';
import { optimizerMeta } from '../../catalog/registry/optimizer.meta.ts';
import { askedBy } from '../../document/asked.ts';
import type { Trial } from '../../document/schema.ts';

/** All that this lab reads. */
export const recordVersions = [1, 2] as const;
export type RecordVersion = (typeof recordVersions)[number];

const membersOf = (trial: Trial): readonly Meta[] => [
  activationMeta[trial.model.activation],
  initMeta[trial.init.name],
  optimizerMeta[trial.optimizer.name],
  ...(isListed(trial.dataset.name) ? [datasetMeta[trial.dataset.name]] : []),
  ...askedBy(trial).map((name) => metricMeta[name]),
];

/** Of a record with these trials. */
export function recordVersion(trials: readonly Trial[]): RecordVersion {
  const since = Math.max(1, ...trials.flatMap(membersOf).map((meta) => meta.since ?? 1));
  return recordVersions.find((version) => version >= since) ?? 2;
}

/** Whether it was written by a later version, and so is left alone rather than called unreadable. */
export const isNewer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'version') === 'number' &&
  Reflect.get(value, 'version') > Math.max(...recordVersions);

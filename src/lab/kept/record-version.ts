/**
 * The version of a kept record. Labs cannot read what has members that they do not know: such a record has a later
 * version, which they leave alone, where they would take it for a damaged one under their own.
 */
import { membersOf } from '../../document/members.ts';
import { isList } from '../../document/network-form.ts';
import type { Trial } from '../../document/schema.ts';

/** All that this lab reads. */
export const recordVersions = [1, 2, 3] as const;
export type RecordVersion = (typeof recordVersions)[number];

/** The version that first knows a trial's settings besides its members. */
const ofSettings = ({ loss, clip, model }: Trial): RecordVersion =>
  loss === undefined && clip === undefined && !isList(model) ? 1 : 3;

/** Of a record with these trials. */
export function recordVersion(trials: readonly Trial[]): RecordVersion {
  const ofMembers = trials.flatMap(membersOf).map(({ meta }) => meta.since ?? 1);
  const since = Math.max(1, ...ofMembers, ...trials.map(ofSettings));
  return recordVersions.find((version) => version >= since) ?? 3;
}

/** Whether it was written by a later version, and so is left alone rather than called unreadable. */
export const isNewer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'version') === 'number' &&
  Reflect.get(value, 'version') > Math.max(...recordVersions);

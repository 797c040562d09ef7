/** Schedules of every kind, as they start in the form, with a warm-up and without, for the tests of engines. */
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { scheduleMeta, type ScheduleName } from '../../src/catalog/registry/schedule.meta.ts';
import type { TrialDocument } from '../../src/document/schema.ts';

export type WrittenSchedule = NonNullable<TrialDocument['schedule']>;

type Entry = readonly [key: string, value: unknown];

/** With short times, so that a few epochs see all of it. */
const form = (name: ScheduleName): WrittenSchedule => {
  const fields = Object.entries(scheduleMeta[name].fields).flatMap(([key, field]): Entry[] => {
    if (field.kind === 'list') return [[key, [1, 3]]];
    if (field.kind !== 'count') return [];
    return [[key, Math.max(field.atLeast, Math.min(field.default ?? 2, 2))]];
  });
  return { name, ...Object.fromEntries(fields) } as WrittenSchedule;
};

const warmup = { epochs: 2, factor: 0.3 };

export const scheduleForms: readonly WrittenSchedule[] = inOrder(scheduleMeta).flatMap((name) => {
  const { isConstant, per } = scheduleMeta[name].traits;
  return [
    ...(isConstant === true ? [] : [form(name)]),
    ...(per === 'epoch' ? [{ ...form(name), warmup }] : []),
  ];
});

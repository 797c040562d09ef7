/** Settings that several schedules share, with PyTorch's meaning. */
import type { CountField, ListField, RealField } from '../kinds/fields.ts';

/** The version of kept records that first knows schedules. */
export const knownSince = 3;

/** As many as a trial can have. */
const most = 10_000;

/** A number of epochs that a document must give. */
export const epochs = (label: string, start: number) =>
  ({
    kind: 'count',
    atLeast: 1,
    atMost: most,
    label,
    short: 'epochs of the schedule',
    start,
  }) as const satisfies CountField;

/** Epochs in increasing order. */
export const milestones = {
  kind: 'list',
  whole: true,
  atLeast: 1,
  atMost: most,
  lengths: [1, 100],
  label: 'after epochs',
  start: [30, 60],
} as const satisfies ListField;

/** Whether numbers increase, each above the one before. */
export const increase = (values: unknown): boolean =>
  Array.isArray(values) && values.every((value, at) => at === 0 || value > values[at - 1]);

/** What the rate is multiplied by. */
export const gamma = <Default extends number>(preset: Default) =>
  ({
    kind: 'real',
    above: 0,
    atMost: 1,
    default: preset,
    label: 'factor γ',
  }) as const satisfies RealField;

/** A share of the optimiser's learning rate. */
export const share = <Default extends number>(preset: Default, label: string) =>
  ({ kind: 'real', atLeast: 0, atMost: 1, default: preset, label }) as const satisfies RealField;

export const minRate = {
  kind: 'real',
  atLeast: 0,
  atMost: 1e6,
  default: 0,
  label: 'lowest rate',
} as const satisfies RealField;

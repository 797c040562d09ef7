/** The numbers of question T6, and its two losses in words. */
import type { FieldValues, NumberField } from '../types.ts';
import type { LossForm, SharedUnit, TaskSample } from '../../theory/multi-task.ts';

const bounded = { min: -1000, max: 1000 };
export const weightFields: readonly NumberField[] = [1, 2, 3].map((i) => ({
  key: `w${i}`,
  tex: `w_${i}`,
  label: `weight ${i}`,
  ...bounded,
}));
export const rateField: NumberField = {
  key: 'rate',
  tex: '\\eta',
  label: 'learning rate',
  min: 0,
  max: 100,
};
export const sampleFields: readonly NumberField[] = [
  { key: 'x', tex: 'x', label: 'input', ...bounded },
  { key: 't1', tex: 't_1', label: 'number', ...bounded },
  { key: 't2', tex: 't_2', label: 'class', min: 0, max: 1 },
];

/** The assignment's weights and input. It gives no targets and no learning rate; these are the lab's choice. */
export const askedWeights: FieldValues = { w1: 0.5, w2: 0.2, w3: 0.1, rate: 0.1 };
export const askedBatch: readonly TaskSample[] = [{ x: 0.5, t1: 1, t2: 1 }];
export const maxSamples = 12;

export const formWords: Readonly<Record<LossForm, string>> = {
  printed: 'as printed, with a plus',
  corrected: 'corrected, with a minus',
};

/** Both readings of the figure that is missing. */
export const units = ['sigmoid', 'linear'] as const satisfies readonly SharedUnit[];
export const unitTex: Readonly<Record<SharedUnit, string>> = {
  sigmoid: 'h = \\sigma(w_1 x)',
  linear: 'h = w_1 x',
};

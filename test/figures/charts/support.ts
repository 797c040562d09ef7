import type { ChartSpec } from '../../../src/figures/charts/model.ts';

/** A chart of accuracies over three epochs, but for what a test changes. */
export const specOf = (changes: Partial<ChartSpec> = {}): ChartSpec => ({
  id: 'accuracy',
  title: 'Accuracy',
  xLabel: 'epoch',
  yLabel: 'accuracy, %',
  xRange: [1, 3],
  scale: 'linear',
  switchable: false,
  zeroBand: false,
  markers: true,
  format: String,
  short: String,
  tick: String,
  references: [],
  promise: 'what will be here',
  better: 'high',
  ...changes,
});

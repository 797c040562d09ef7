/** The members that a document without a name means. Part of every id, so never change them. */
import type { ActivationName } from './registry/activation.meta.ts';
import type { DatasetName } from './registry/dataset.meta.ts';
import type { InitName } from './registry/init.meta.ts';
import type { LayerName } from './registry/layer.meta.ts';
import type { OptimizerName } from './registry/optimizer.meta.ts';
import type { ScheduleName } from './registry/schedule.meta.ts';

export const defaultMembers = {
  activation: 'relu',
  init: 'torch-default',
  layer: 'linear',
  schedule: 'constant',
} as const satisfies {
  readonly activation: ActivationName;
  readonly init: InitName;
  readonly layer: LayerName;
  readonly schedule: ScheduleName;
};

/** What the live network starts with: hard enough to be worth watching, and learnt within seconds. */
export const liveMembers = {
  dataset: 'spirals',
  activation: 'tanh',
  init: 'xavier-uniform',
  optimizer: 'adam',
} as const satisfies {
  readonly dataset: DatasetName;
  readonly activation: ActivationName;
  readonly init: InitName;
  readonly optimizer: OptimizerName;
};

/** What a new experiment starts with; no document depends on it. */
export const firstMembers = {
  dataset: 'california-housing',
  optimizer: 'adam',
} as const satisfies {
  readonly dataset: DatasetName;
  readonly optimizer: OptimizerName;
};

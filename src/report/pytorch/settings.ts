/** What the program's trials are, in Python's words: a base, and what each trial has of its own. */
import type { PlannedTrial } from '../../experiment/expand.ts';
import { countsOf, tableOf } from '../../experiment/parameters.ts';
import type { InitSettings, OptimizerSettings, Trial } from '../../experiment/schema.ts';
import { asFloats } from './python.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** Settings of torch.optim under their names there, defaults left out. */
function optimizerArguments(optimizer: OptimizerSettings): Settings {
  const weightDecay = (preset: number) =>
    optimizer.weightDecay === preset ? {} : { weight_decay: optimizer.weightDecay };
  switch (optimizer.name) {
    case 'sgd':
      return {
        lr: optimizer.learningRate,
        ...(optimizer.momentum === 0 ? {} : { momentum: optimizer.momentum }),
        ...(optimizer.dampening === 0 ? {} : { dampening: optimizer.dampening }),
        ...(optimizer.nesterov ? { nesterov: true } : {}),
        ...weightDecay(0),
      };
    case 'rmsprop':
      return {
        lr: optimizer.learningRate,
        ...(optimizer.alpha === 0.99 ? {} : { alpha: optimizer.alpha }),
        ...(optimizer.epsilon === 1e-8 ? {} : { eps: optimizer.epsilon }),
        ...(optimizer.momentum === 0 ? {} : { momentum: optimizer.momentum }),
        ...(optimizer.centered ? { centered: true } : {}),
        ...weightDecay(0),
      };
    case 'adam':
    case 'adamw':
      return {
        lr: optimizer.learningRate,
        ...(optimizer.beta1 === 0.9 && optimizer.beta2 === 0.999
          ? {}
          : { betas: [optimizer.beta1, optimizer.beta2] }),
        ...(optimizer.epsilon === 1e-8 ? {} : { eps: optimizer.epsilon }),
        ...(optimizer.amsgrad ? { amsgrad: true } : {}),
        ...weightDecay(optimizer.name === 'adam' ? 0 : 0.01),
      };
    default:
      return optimizer satisfies never;
  }
}

export const optimizerClass: Readonly<Record<OptimizerSettings['name'], string>> = {
  sgd: 'SGD',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamw: 'AdamW',
};

/** The arguments of the program's `initialise` beside the name. */
function initArguments(init: InitSettings): Settings {
  switch (init.name) {
    case 'uniform':
      return { d: init.d };
    case 'normal':
      return { std: init.std };
    case 'xavier-uniform':
    case 'xavier-normal':
      return init.gain === 1 ? {} : { gain: init.gain };
    case 'torch-default':
    case 'kaiming-uniform':
    case 'kaiming-normal':
      return {};
    default:
      return init satisfies never;
  }
}

/** What is read of a table of one's own, and how many of its rows train. */
function tableArguments({ dataset }: Trial): Settings {
  const table = tableOf(dataset);
  return table === null ? {} : { missing: table.missing, train_count: countsOf(dataset).train };
}

function settingsOf(trial: Trial, validates: boolean): Settings {
  return {
    ...tableArguments(trial),
    train_size: trial.dataset.trainSize,
    test_size: trial.dataset.testSize,
    ...(validates ? { validation_size: trial.dataset.validation } : {}),
    depth: trial.model.depth,
    width: trial.model.width,
    activation: trial.model.activation,
    // All their numbers are real ones: PyTorch refuses a pair of betas such as (0, 0.999).
    init: asFloats({ name: trial.init.name, ...initArguments(trial.init) }),
    optimizer: asFloats({ name: trial.optimizer.name, ...optimizerArguments(trial.optimizer) }),
    batch_size: trial.batchSize,
    epochs: trial.epochs,
    seed: trial.seed,
    gradient_norms: trial.measure.gradientNorms,
  };
}

/** Whether any of the trials holds rows back for validation. */
export const holdsBack = (planned: readonly PlannedTrial[]): boolean =>
  planned.some(({ trial }) => trial.dataset.validation !== null);

export interface SplitSettings {
  readonly base: Settings;
  readonly trials: readonly { readonly planned: PlannedTrial; readonly own: Settings }[];
}

/** What all trials share, and what each has of its own. */
export function splitSettings(planned: readonly PlannedTrial[]): SplitSettings {
  const validates = holdsBack(planned);
  const all = planned.map((each) => settingsOf(each.trial, validates));
  const [first] = all;
  if (first === undefined) throw new RangeError('a program needs at least one trial, got none');
  const text = (value: unknown): string => JSON.stringify(value);
  const shared = Object.keys(first).filter((key) =>
    all.every((each) => text(each[key]) === text(first[key])),
  );
  const base = Object.fromEntries(shared.map((key) => [key, first[key]]));
  return {
    base,
    trials: planned.map((each, index) => ({
      planned: each,
      own: Object.fromEntries(
        Object.entries(all[index] ?? {}).filter(([key]) => !shared.includes(key)),
      ),
    })),
  };
}

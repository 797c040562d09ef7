/** The program's trials as Python settings: a shared base, and the differences of each trial. */
import type { OptimizerPython } from '../../catalog/kinds/optimizer.ts';
import { noiseOf } from '../../catalog/lookup/dataset.ts';
import { initMeta } from '../../catalog/registry/init.meta.ts';
import { optimizerPython } from '../../catalog/registry/optimizer.python.ts';
import { askedBy } from '../../document/asked.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { requireShortForm } from '../../document/network-form.ts';
import { countsOf, tableOf } from '../../document/parameters.ts';
import type { InitSettings, OptimizerSettings, Trial } from '../../document/schema.ts';
import { lossArguments } from './loss-parts.ts';
import { networkName, type ListedNetwork } from './network-parts.ts';
import { asFloats } from './python.ts';
import { scheduleArguments } from './schedule-parts.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** torch.optim's arguments under PyTorch's names, without defaults. */
function optimizerArguments(optimizer: OptimizerSettings): Settings {
  // The cast is safe: a member's part takes the settings of the same member's fields.
  const member = optimizerPython[optimizer.name] as OptimizerPython<OptimizerSettings>;
  return member.arguments(optimizer);
}

/** The arguments of the program's `initialise` besides the name, without defaults. */
function initArguments(init: InitSettings): Settings {
  const { fields } = initMeta[init.name];
  return Object.fromEntries(
    Object.entries(init).filter(([key, value]) => key !== 'name' && fields[key]?.default !== value),
  );
}

/** How a user's table is read, and how many of its rows train. */
function tableArguments({ dataset }: Trial): Settings {
  const table = tableOf(dataset);
  return table === null ? {} : { missing: table.missing, train_count: countsOf(dataset).train };
}

/** The noise of generated points. */
function noiseArguments({ dataset: { name, noise = noiseOf(name) } }: Trial): Settings {
  return noise === undefined ? {} : { noise };
}

type Networks = ReadonlyMap<string, ListedNetwork>;

/** The network, unless all trials have the same list of layers. */
function networkSettings(trial: Trial, networks: Networks): Settings {
  if (networks.size === 1) return {};
  if (networks.size > 1) return { network: networkName(trial, networks) };
  const { depth, width, activation } = requireShortForm(trial.model, 'write settings of');
  return { depth, width, activation };
}

interface Asked {
  readonly validates: boolean;
  readonly asks: boolean;
  readonly schedules: boolean;
  readonly losses: boolean;
  readonly networks: Networks;
  readonly clips: boolean;
}

function settingsOf(
  trial: Trial,
  { validates, asks, schedules, losses, networks, clips }: Asked,
): Settings {
  return {
    ...tableArguments(trial),
    ...noiseArguments(trial),
    train_size: trial.dataset.trainSize,
    test_size: trial.dataset.testSize,
    ...(validates ? { validation_size: trial.dataset.validation } : {}),
    ...networkSettings(trial, networks),
    // All numbers must be floats: PyTorch refuses betas such as (0, 0.999).
    init: asFloats({ name: trial.init.name, ...initArguments(trial.init) }),
    optimizer: asFloats({ name: trial.optimizer.name, ...optimizerArguments(trial.optimizer) }),
    ...(losses ? { loss: lossArguments(trial) } : {}),
    ...(clips ? { clip: asFloats(trial.clip ?? null) } : {}),
    ...(schedules ? { schedule: scheduleArguments(trial) } : {}),
    batch_size: trial.batchSize,
    epochs: trial.epochs,
    seed: trial.seed,
    gradient_norms: trial.measure.gradientNorms,
    ...(asks ? { metrics: askedBy(trial) } : {}),
  };
}

/** Whether any of the trials holds rows back for validation. */
export const holdsBack = (planned: readonly PlannedTrial[]): boolean =>
  planned.some(({ trial }) => trial.dataset.validation !== null);

export interface SplitSettings {
  readonly base: Settings;
  readonly trials: readonly { readonly planned: PlannedTrial; readonly own: Settings }[];
}

/** Splits settings into those shared by all trials and those of each. */
/** @param networks those that the program makes from lists of layers; none if it has the short form only */
export function splitSettings(planned: readonly PlannedTrial[], networks: Networks): SplitSettings {
  const validates = holdsBack(planned);
  const asks = askedBy(...planned.map(({ trial }) => trial)).length > 0;
  const schedules = planned.some(({ trial }) => trial.schedule !== undefined);
  const losses = planned.some(({ trial }) => trial.loss !== undefined);
  const clips = planned.some(({ trial }) => trial.clip !== undefined);
  const all = planned.map((each) =>
    settingsOf(each.trial, { validates, asks, schedules, losses, networks, clips }),
  );
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

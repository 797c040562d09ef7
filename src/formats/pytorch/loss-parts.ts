/** The program's criterion: an expression where all trials have their task's default, else a table of what they use. */
import type { LossPython } from '../../catalog/kinds/loss.ts';
import { lossPython } from '../../catalog/registry/loss.python.ts';
import type { LossName } from '../../catalog/registry/loss.meta.ts';
import { lossOf } from '../../document/parameters.ts';
import type { LossSettings, Trial } from '../../document/schema.ts';

const pythonOf = (name: LossName): LossPython<LossSettings> =>
  // The cast is safe: a member's part takes the settings of the same member's fields.
  lossPython[name] as LossPython<LossSettings>;

/** A trial's loss in the program's settings. */
export function lossArguments(trial: Trial): Readonly<Record<string, unknown>> {
  const name = lossOf(trial);
  const own = trial.loss === undefined ? {} : pythonOf(name).arguments?.(trial.loss);
  return { name, ...own };
}

export interface LossPieces {
  /** Functions before the training; '' if none are needed. */
  readonly code: string;
  /** What `train` calls the criterion. */
  readonly criterion: string;
}

export function lossPieces(trials: readonly Trial[], outputs: number): LossPieces {
  const names = [...new Set(trials.map(lossOf))];
  if (trials.every(({ loss }) => loss === undefined))
    return { code: '', criterion: pythonOf(names[0]!).criterion };
  const functions = names.flatMap((name) => pythonOf(name).code ?? []);
  const table = names.map((name) => {
    const { factory, criterion } = pythonOf(name);
    return `    "${name}": ${factory ?? `lambda targets, outputs: ${criterion}`},`;
  });
  const make = `LOSSES = {
${table.join('\n')}
}


def make_criterion(settings, targets):
    """What training minimises; the figures of the parts are the same whatever it is."""
    arguments = dict(settings["loss"])
    return LOSSES[arguments.pop("name")](targets, ${outputs}, **arguments)`;
  return {
    code: [...functions, make].join('\n\n\n'),
    criterion: 'make_criterion(settings, train_data.tensors[1])',
  };
}

/** What a network may not be before any of it is trained: told at its place, inside the trial. */
import type { Check } from '../catalog/kinds/fields.ts';
import { sizeOf } from '../catalog/lookup/layer.ts';
import {
  activationNamed,
  batchOps,
  isLayer,
  type LayerElement,
  type NetworkPlan,
} from '../catalog/lookup/network.ts';
import { activationMeta } from '../catalog/registry/activation.meta.ts';
import { layerMeta } from '../catalog/registry/layer.meta.ts';
import { issue, type Issue } from './issue.ts';
import { limits } from './limits.ts';
import { isList } from './network-form.ts';
import { planningOf, trialCounts, trialParameters } from './parameters.ts';
import type { Trial } from './schema.ts';
import { readPath } from './settings.ts';

/** The first rule that a trial's network breaks; none if it can be trained. */
export function networkIssues(trial: Trial): readonly Issue[] {
  if (!isList(trial.model)) return tooManyParameters(trial);
  const refused = elementIssues(trial.model.layers, 'model.layers');
  if (refused.length > 0) return refused;
  const planning = planningOf(trial);
  if (!planning.ok) {
    return planning.misfits.map(({ path, expected }) => {
      const place = ['model', ...path].join('.');
      return issue(place, expected, readPath(trial, place));
    });
  }
  const found = [...tooManyParameters(trial), ...tooManyValues(trial, planning.plan)];
  return found.length > 0 ? found : [...singleRows(trial, planning.plan)];
}

/** What layers themselves say of their settings. */
const elementIssues = (layers: readonly LayerElement[], place: string): readonly Issue[] =>
  layers.flatMap(({ name, layers: inner = [], ...settings }, index) => {
    const own = `${place}.${index}`;
    const activation = activationNamed(name);
    const meta: { readonly check?: Check } =
      activation !== null ? activationMeta[activation] : isLayer(name) ? layerMeta[name] : {};
    const misfits = meta.check?.(settings) ?? [];
    return [
      ...misfits.map(({ at, expected }) => issue(`${own}.${at}`, expected, settings[at])),
      ...elementIssues(inner, `${own}.layers`),
    ];
  });

function tooManyParameters(trial: Trial): readonly Issue[] {
  const parameters = trialParameters(trial);
  if (parameters <= limits.parameters) return [];
  return [issue('model', `a network of at most ${limits.parameters} parameters`, parameters)];
}

function tooManyValues(trial: Trial, plan: NetworkPlan): readonly Issue[] {
  const rows = Math.min(trial.batchSize, trialCounts(trial).train);
  const values = rows * plan.values.reduce((sum, shape) => sum + sizeOf(shape), 0);
  if (values <= limits.batchValues) return [];
  const expected = `layers with at most ${limits.batchValues} outputs together for a batch of ${rows} rows: a smaller batch, or fewer channels`;
  return [issue('model.layers', expected, values)];
}

/** Rows of the smallest batch in which the network sees its batch as a whole; null if there is none. */
function smallestBatch(trial: Trial): number | null {
  const { train } = trialCounts(trial);
  const first = Math.min(trial.batchSize, train);
  if (trial.epochs > 0) return train % trial.batchSize || first;
  return trial.measure.gradientNorms ? first : null;
}

/** PyTorch has no variance of one value, and raises an error in the middle of the epoch. */
function singleRows(trial: Trial, plan: NetworkPlan): readonly Issue[] {
  if (smallestBatch(trial) !== 1) return [];
  const op = batchOps(plan).find(
    ({ inputs: [input] }) => sizeOf(plan.values[input!]!.slice(1)) === 1,
  );
  if (op === undefined) return [];
  const { train } = trialCounts(trial);
  const which =
    trial.batchSize === 1
      ? 'batchSize 1 leaves one'
      : `the last batch has one (${train} training rows, batchSize ${trial.batchSize})`;
  const expected = `more than one row in every batch, because it normalises by the batch; ${which}. Change batchSize or dataset.trainSize`;
  const place = ['model', ...op.path].join('.');
  return [issue(place, expected, readPath(trial, place))];
}

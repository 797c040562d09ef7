/** Whether a trial can go on from a checkpoint. Loaded only by trials that are given one. */
import { isRelaxed } from '../../src/catalog/lookup/engine-bits.ts';
import { bufferNames } from '../../src/catalog/lookup/optimizer.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import type { PlannedTensor } from '../../src/catalog/kinds/network.ts';
import { sizeOf } from '../../src/catalog/lookup/layer.ts';
import { drawsInSteps, learnable } from '../../src/catalog/lookup/network.ts';
import { isList } from '../../src/document/network-form.ts';
import { layerSizes, planOf } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { engineRecord } from '../../src/formats/results/engine-record.ts';
import {
  generatorNames,
  type Checkpoint,
  type ListState,
  type SessionState,
} from '../../src/protocol/checkpoint.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { EngineInfo } from '../../src/protocol/worker-api.ts';
import type { LayerParameters, NamedTensor } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { firstOptimizer } from './scheduled.ts';

/** Whether the engine has the checkpoint's bits, and whether all of it is there, in the trial's shapes and places. */
export function canResume(
  { engine, epoch, step, seconds, session, generators, records }: Checkpoint,
  trial: Trial,
  { train, inputs, outputs }: TrialData,
  started: EngineInfo,
): boolean {
  if (bitsOf(engine) !== bitsOf(started)) return false;
  const stepsPerEpoch = Math.ceil(train.count / trial.batchSize);
  const placed =
    isWithin(epoch, trial.epochs) &&
    isWithin(step, epoch === trial.epochs ? 0 : stepsPerEpoch) &&
    session.steps === epoch * stepsPerEpoch + step &&
    Number.isFinite(seconds) &&
    seconds >= 0;
  if (!placed) return false;
  const follows = trial.schedule !== undefined;
  const optimizer = follows ? firstOptimizer(trial, train.count) : trial.optimizer;
  const names = bufferNames(optimizer);
  const hasBuffers = Object.keys(session.buffers).length === names.length;
  return (
    hasBuffers &&
    (!follows || records?.length === epoch) &&
    generatorNames.every((name) => isGenerator(generators[name])) &&
    ('tensors' in session
      ? fitsList(session, trial, names)
      : fitsShort(session, trial, names, inputs, outputs))
  );
}

function fitsShort(
  { parameters, buffers }: SessionState,
  { model }: Trial,
  names: readonly string[],
  inputs: number,
  outputs: number,
): boolean {
  if (isList(model)) return false;
  const sizes = layerSizes(inputs, model, outputs);
  return fits(parameters, sizes) && names.every((name) => fits(buffers[name], sizes));
}

function fitsList(
  { tensors, buffers, draws }: ListState,
  trial: Trial,
  names: readonly string[],
): boolean {
  if (!isList(trial.model)) return false;
  const plan = planOf(trial);
  const learnt = learnable(plan);
  return (
    areTensors(tensors, plan.tensors) &&
    names.every((name) => areTensors(buffers[name], learnt)) &&
    (drawsInSteps(plan) ? draws !== null && isGenerator(draws) : draws === null)
  );
}

const areTensors = (
  found: readonly NamedTensor[] | undefined,
  wanted: readonly PlannedTensor[],
): boolean =>
  found?.length === wanted.length &&
  found.every(
    ({ name, values }, index) =>
      name === wanted[index]!.name && isFloats(values, sizeOf(wanted[index]!.shape)),
  );

const isWithin = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= most;

/** A GPU's own driver decides how it rounds. */
const bitsOf = (engine: EngineInfo): string =>
  engineRecord(engine, isRelaxed(engine) || engineMeta[engine.name].gpu === true);

const fits = (layers: readonly LayerParameters[] | undefined, sizes: readonly number[]): boolean =>
  layers?.length === sizes.length - 1 &&
  layers.every(
    ({ inputs, outputs, weight, bias }, index) =>
      inputs === sizes[index] &&
      outputs === sizes[index + 1] &&
      isFloats(weight, inputs * outputs) &&
      isFloats(bias, outputs),
  );

// What was read from a store may be anything.
const isFloats = (values: unknown, length: number): boolean =>
  values instanceof Float32Array && values.length === length;

function isGenerator(state: Parameters<typeof Generator.from>[0]): boolean {
  try {
    Generator.from(state);
    return true;
  } catch {
    return false;
  }
}

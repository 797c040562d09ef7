/** Whether a trial can go on from a checkpoint. Loaded only by trials that are given one. */
import { isRelaxed } from '../../src/catalog/lookup/engine-bits.ts';
import { bufferNames } from '../../src/catalog/lookup/optimizer.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import { layerSizes } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { engineRecord } from '../../src/formats/results/engine-record.ts';
import { generatorNames, type Checkpoint } from '../../src/protocol/checkpoint.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { EngineInfo } from '../../src/protocol/worker-api.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
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
  const sizes = layerSizes(inputs, requireShortForm(trial.model, 'resume'), outputs);
  const follows = trial.schedule !== undefined;
  const optimizer = follows ? firstOptimizer(trial, train.count) : trial.optimizer;
  const names = bufferNames(optimizer);
  return (
    (!follows || records?.length === epoch) &&
    fits(session.parameters, sizes) &&
    Object.keys(session.buffers).length === names.length &&
    names.every((name) => fits(session.buffers[name], sizes)) &&
    generatorNames.every((name) => isGenerator(generators[name]))
  );
}

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

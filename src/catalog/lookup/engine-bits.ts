/** Which engine results are from, and what decides their last digits. */
import { engineMeta, type EngineName } from '../registry/engine.meta.ts';
import { engineNames, type EngineChoice } from './engine.ts';

/** The engine of a name; undefined for what is none of ours. */
export const engineNamed = (text: string): EngineName | undefined =>
  engineNames.find((name) => name === text);

/** The first with the same bits on every machine: on it is trained again what another program has recorded. */
export const exactEngine: EngineName =
  engineNames.find((name) => engineMeta[name].exact) ?? engineNames[0];

const relaxedDevices: readonly string[] = engineNames.flatMap(
  (name) => engineMeta[name].relaxed ?? [],
);

interface Computing {
  readonly name: EngineName;
  readonly device?: string | undefined;
}

/** Whether it multiplied and added in one rounding, so that its last digits are others. */
export const isRelaxed = ({ device }: Pick<Computing, 'device'>): boolean =>
  device !== undefined && relaxedDevices.includes(device);

/** Whether results as documents name their engines, several with commas between, are relaxed ones. */
export const namesRelaxed = (records: string): boolean =>
  relaxedDevices.some((device) => records.includes(device));

/** Whether a trial's results are the same bits wherever this computes it. */
export const isExact = (engine: Computing): boolean =>
  engineMeta[engine.name].exact === true && !isRelaxed(engine);

/** Whether it can be told to be relaxed; `auto` may take one that can. */
export const mayRelax = (choice: EngineChoice): boolean =>
  choice === 'auto' || engineMeta[choice].relaxed !== undefined;

/** Which engine computed results, and what determines their last digits. */
import { engineMeta, type EngineName } from '../registry/engine.meta.ts';
import { engineNames, type EngineChoice } from './engine.ts';

/** The engine with this name; undefined if it is not one of the lab's. */
export const engineNamed = (text: string): EngineName | undefined =>
  engineNames.find((name) => name === text);

/** The first engine with the same bits on every machine, used to retrain what another program recorded. */
export const exactEngine: EngineName =
  engineNames.find((name) => engineMeta[name].exact) ?? engineNames[0];

const relaxedDevices: readonly string[] = engineNames.flatMap(
  (name) => engineMeta[name].relaxed ?? [],
);

interface Computing {
  readonly name: EngineName;
  readonly device?: string | undefined;
}

/** Whether it used fused multiply-adds, so that its last digits differ. */
export const isRelaxed = ({ device }: Pick<Computing, 'device'>): boolean =>
  device !== undefined && relaxedDevices.includes(device);

/** Whether a document's engine record (comma-separated) names a relaxed engine. */
export const namesRelaxed = (records: string): boolean =>
  relaxedDevices.some((device) => records.includes(device));

/** Whether this engine gives the same bits on every machine. */
export const isExact = (engine: Computing): boolean =>
  engineMeta[engine.name].exact === true && !isRelaxed(engine);

/** Whether it can run relaxed; `auto` may choose one that can. */
export const mayRelax = (choice: EngineChoice): boolean =>
  choice === 'auto' || engineMeta[choice].relaxed !== undefined;

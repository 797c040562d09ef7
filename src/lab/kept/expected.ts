/** Which engine's results a trial would give, before any engine is started. */
import type { EngineChoice } from '../../catalog/lookup/engine.ts';
import { engineMeta } from '../../catalog/registry/engine.meta.ts';
import type { Trial } from '../../document/schema.ts';
import { expectedEngine } from '../../protocol/expected-engine.ts';
import { engineRecord } from '../../formats/results/engine-record.ts';

export interface Machine {
  readonly engine: EngineChoice;
  readonly deterministic: boolean;
}

/**
 * The engine part of a trial's key; null on a GPU, where it is known only after the start: one GPU's results
 * are never reused for another.
 */
export async function expectedBits(trial: Trial, machine: Machine): Promise<string | null> {
  const name = await expectedEngine(machine.engine, trial);
  if (name === undefined) return null;
  const { gpu, relaxed, revision } = engineMeta[name];
  if (gpu === true) return null;
  const device = machine.deterministic ? undefined : relaxed;
  // The current revision: results of other revisions are not reused.
  return engineRecord({ name, ...(device === undefined ? {} : { device }), revision });
}

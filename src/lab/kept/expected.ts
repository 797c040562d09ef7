/** Which engine's results a trial would come to, before any engine is started. */
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
 * As the key of a trial has it; null where that shows only at the start, on a GPU, whose results are
 * never taken for another's.
 */
export async function expectedBits(trial: Trial, machine: Machine): Promise<string | null> {
  const name = await expectedEngine(machine.engine, trial);
  if (name === undefined) return null;
  const { gpu, relaxed, revision } = engineMeta[name];
  if (gpu === true) return null;
  const device = machine.deterministic ? undefined : relaxed;
  // Of the engine as it is now: what another revision came to is not expected.
  return engineRecord({ name, ...(device === undefined ? {} : { device }), revision });
}

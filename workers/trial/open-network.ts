/** Opens a session for a trial's network, whatever its form. */
import { isList } from '../../src/document/network-form.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { Checkpoint } from '../../src/protocol/checkpoint.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { NetworkParameters } from '../../src/torch/layers.ts';
import type { Engine, Training } from '../engine/types.ts';
import { openSession } from './open-session.ts';

export interface NetworkSession extends Training {
  /** A copy of the current parameters; of a list of layers, of all its tensors. */
  parameters(): Promise<NetworkParameters>;
  /** A copy of all that the next steps depend on. Throws LabError `internal` in the middle of a step. */
  state(): Promise<Checkpoint['session']>;
}

/**
 * A session that starts where PyTorch would (steps 1 to 3 of protocol.md), or goes on from a state of the same form.
 * Throws LabError `engine-unavailable` for a list of layers of which the engine lacks something.
 */
export async function openNetwork(
  trial: Trial,
  data: TrialData,
  engine: Engine,
  resume?: Checkpoint['session'],
): Promise<NetworkSession> {
  if (isList(trial.model)) {
    const { openList } = await import('./open-list.ts');
    return openList(trial, data, engine, resume && 'tensors' in resume ? resume : undefined);
  }
  return openSession(trial, data, engine, resume && 'parameters' in resume ? resume : undefined);
}

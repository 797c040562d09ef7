/** Keeps the screen on while anything trains in this tab; loaded by the first training. */
import { Awake } from '../../offline/awake.ts';
import type { Trainings } from '../../lab/session/trainings.ts';

/** Until the signal is aborted. A paused run lets the screen go off. */
export function keepAwake(trainings: Trainings, signal: AbortSignal): Awake {
  const awake = new Awake(signal);
  const follow = () => (awake.wanted = trainings.computing);
  signal.addEventListener('abort', trainings.subscribe(follow));
  follow();
  return awake;
}

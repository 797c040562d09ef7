/** A session for a program, which handles its results itself and asks no reader. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { MachineOptions, Training } from '../ports/services.ts';
import { ExperimentSession } from './session.ts';

export interface Program {
  readonly experiment: Experiment;
  /** Its expansion, at least one. */
  readonly trials: readonly PlannedTrial[];
  readonly machine: MachineOptions;
}

export function programSession(
  { experiment, trials, machine }: Program,
  training: Training,
): ExperimentSession {
  const services = {
    ...training,
    // Only used in stored runs.
    userAgent: '',
    reader: { read: () => null, keep: () => undefined },
    store: null,
  };
  const session = new ExperimentSession(experiment, trials, services, 'program');
  session.setMachine(machine);
  return session;
}

/** Runs it to its end, or until the signal is aborted; finished trials are in its state. */
export async function startUntil(session: ExperimentSession, signal: AbortSignal): Promise<void> {
  const cancel = () => session.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const ended = session.start();
    if (signal.aborted) cancel();
    await ended;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Runs to completion or abort. */
import type { LabRun } from './ports/services.ts';
import type { RunState } from './state.ts';

/** Trains to the end, or until the signal is aborted. Never rejects: errors are in the state. */
export async function runToEnd(run: LabRun, signal: AbortSignal): Promise<RunState> {
  const cancel = () => run.cancel();
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    return await run.start();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

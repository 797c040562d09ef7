/** What goes wrong, as a sentence on the standard error and an exit code. */
import { LabError } from '../../src/base/errors.ts';
import { exitCodes, messageOf, Problem, systemCode } from './problem.ts';
import { told } from './streams.ts';

/** Says it, and returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof Problem || error instanceof LabError || isPrepared(error)) {
    told(`a2: ${error.message}`);
    return error instanceof Problem ? error.exitCode : exitCodes.failed;
  }
  if (systemCode(error) !== '') {
    told(`a2: The system did not allow it: ${messageOf(error)}.`);
    return exitCodes.failed;
  }
  // Nobody thought of this one, so where it comes from is worth more than a short message.
  told(`a2: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  return exitCodes.failed;
}

/** A sentence of the part that also runs alone (data/problem.mjs), of which a bundle may have another copy. */
const isPrepared = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'Problem';

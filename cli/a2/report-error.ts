/** Reports an error as a message on standard error and an exit code. */
import { LabError } from '../../src/base/errors.ts';
import { exitCodes, messageOf, Problem, systemCode } from './problem.ts';
import { told } from './streams.ts';

/** Prints the message and returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof Problem || error instanceof LabError || isDataProblem(error)) {
    told(`a2: ${error.message}`);
    return error instanceof Problem ? error.exitCode : exitCodes.failed;
  }
  if (systemCode(error) !== '') {
    told(`a2: The operating system reported an error: ${messageOf(error)}.`);
    return exitCodes.failed;
  }
  // Unexpected: a stack trace is worth more than a short message.
  told(`a2: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  return exitCodes.failed;
}

/** A Problem of data/problem.mjs. By name, because a bundle may have its own copy of the class. */
const isDataProblem = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'Problem';

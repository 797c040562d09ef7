/** Errors that end the program with a message instead of a stack trace, and their exit codes. */

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The command was valid but failed. */
export class Problem extends Error {
  readonly exitCode: number = exitCodes.failed;
}

/** The command line itself is wrong: the message names the value and what was wanted. */
export class UsageProblem extends Problem {
  override readonly exitCode = exitCodes.usage;
}

/** The command was stopped, with Ctrl-C for example, before there was anything to keep. */
export class Interrupted extends Problem {
  override readonly exitCode = exitCodes.interrupted;
}

/** The system's error code, or ''. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What ends the program with a sentence instead of a stack, and with which exit code. */

/** Done, or what could not be done. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The command was understood and could not be carried out. */
export class Problem extends Error {
  readonly exitCode: number = exitCodes.failed;
}

/** The command line itself is wrong: the message names the value and what was wanted. */
export class UsageProblem extends Problem {
  override readonly exitCode = exitCodes.usage;
}

/** Someone pressed Ctrl-C before there was anything to keep. */
export class Interrupted extends Problem {
  override readonly exitCode = exitCodes.interrupted;
}

/** The system's error code, or ''. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

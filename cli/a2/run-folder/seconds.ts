/** `--checkpoint-every`. */
import { quoted } from '../options.ts';
import { UsageProblem } from '../problem.ts';

export const defaultSeconds = 30;
/** A day: more is a typo. */
const maxSeconds = 86_400;

/** Throws UsageProblem unless it is a number of seconds. */
export function secondsOf(given: string | undefined): number {
  if (given === undefined) return defaultSeconds;
  const seconds = given.trim() === '' ? NaN : Number(given);
  if (seconds >= 0 && seconds <= maxSeconds) return seconds;
  throw new UsageProblem(
    `--checkpoint-every: wanted a number of seconds from 0 to ${maxSeconds}, got ${quoted(given)}.`,
  );
}

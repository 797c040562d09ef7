/** How deeply an untrusted value is nested, found without recursion, which deep nesting would exhaust. */
import { issue, type Issue } from './issue.ts';
import { limits } from './limits.ts';

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether no array or object in it is nested more than `most` levels deep. */
export function nestsWithin(value: unknown, most: number = limits.nesting): boolean {
  let level = [value].filter(isNested);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return false;
    level = level.flatMap((each) => Object.values(each).filter(isNested));
  }
  return true;
}

export const nestingIssue = (): Issue =>
  issue('', `at most ${limits.nesting} levels of nested arrays and objects`, 'more');

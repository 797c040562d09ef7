/** Tells problems on standard error, each once: a full disk is the same problem for every trial. */
import { told } from '../streams.ts';

/** More than these of a kind are told in one sentence. */
const most = 5;

/** What a problem begins with: checkpoints that are lost must not hide that a finished trial is. */
const kindOf = (problem: string): string => /^[^:/\\]*/.exec(problem)?.[0] ?? '';

export function reporter(tell: (text: string) => void = told): (problem: string) => void {
  const said = new Map<string, Set<string>>();
  return (problem) => {
    const kind = kindOf(problem);
    const same = said.get(kind) ?? new Set();
    said.set(kind, same);
    if (same.has(problem) || same.size > most) return;
    same.add(problem);
    tell(same.size > most ? 'a2: More of the same follows, which is not told.' : `a2: ${problem}`);
  };
}

/** Messages after a run: which engine trained, and what went wrong. */
import type { RunState } from '../../src/lab/state.ts';
import { counted } from '../../src/base/numbers.ts';
import { told } from './streams.ts';
import { labelOf } from './figures.ts';

/** Which engine trained and why; several where a GPU was lost during the run. */
export function engineText({ trials }: Pick<RunState, 'trials'>): string {
  const texts = trials.flatMap(({ engine }) =>
    engine === null ? [] : `Engine: ${engine.name} (${engine.reason})`,
  );
  return texts.length === 0 ? 'No trial was started.' : [...new Set(texts)].join('\n');
}

/** Reports errors, even with --quiet: an error is not progress. */
export function reportTroubles(
  { trials, error }: Pick<RunState, 'trials' | 'error'>,
  label = labelOf,
): void {
  if (error !== null) {
    told(`a2: ${error.message}`);
    return;
  }
  const labels = new Map<string, string[]>();
  for (const trial of trials) {
    if (trial.error === null) continue;
    const what = `${trial.status}: ${trial.error.message}`;
    labels.set(what, [...(labels.get(what) ?? []), label(trial)]);
  }
  for (const [what, [first, ...others]] of labels) {
    const who = others.length === 0 ? String(first) : counted(others.length + 1, 'trial');
    told(`${who} ${what}`);
  }
}

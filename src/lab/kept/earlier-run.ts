/** Runs and keys as version 1 of the browser's database had them. */
import { expand } from '../../document/expand.ts';
import type { Trial } from '../../document/schema.ts';
import { keyOfTrial } from '../../formats/artefact/key.ts';
import { isImported } from './new-trial.ts';
import { readWhole } from './read-run.ts';
import { withTrials, type StoredRun } from './stored-run.ts';
import type { Entry } from './run-schema.ts';

/** The parts of "1|ID|ENGINE|DATASET"; null for other keys. */
function earlierKey(key: string): { readonly bits: string; readonly dataset: string } | null {
  const [version, , ...others] = key.split('|');
  const dataset = others.pop();
  if (version !== '1' || dataset === undefined || others.length === 0) return null;
  // A GPU may call itself anything.
  return { bits: others.join('|'), dataset };
}

/** What all such keys of a trial begin with, or of all trials. */
export const earlierPrefix = (id?: string): string => (id === undefined ? '1|' : `1|${id}|`);

/** Today's key of a trial with such a key; null if it is no such key. */
export function keyOfEarlier(key: string, id: string, trial: Trial): string | null {
  const parts = earlierKey(key);
  return parts === null ? null : keyOfTrial(id, trial, parts.bits, parts.dataset);
}

/** With today's keys; null if it is no such run. */
export function readEarlierRun(value: unknown): StoredRun | null {
  const whole = readWhole(value);
  if (whole === null) return null;
  const { trials, ...run } = whole;
  const expanded = expand(run.experiment);
  const plans = new Map(expanded.ok ? expanded.trials.map(({ id, trial }) => [id, trial]) : []);
  const entries = trials.map((entry): Entry => {
    const trial = plans.get(entry.id);
    if (entry.key === null || isImported(entry.key) || trial === undefined) return entry;
    const parts = earlierKey(entry.key);
    if (parts === null) return entry;
    return {
      ...entry,
      key: keyOfTrial(entry.id, trial, parts.bits, parts.dataset),
      ...(parts.bits === 'none' ? {} : { engine: parts.bits }),
    };
  });
  return withTrials(run, entries);
}

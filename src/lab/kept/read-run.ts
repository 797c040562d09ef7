/** What of a kept run is believed when it is read. */
import * as v from 'valibot';
import { expand, expandInPieces } from '../../document/expand.ts';
import {
  entrySchema,
  recordSchema,
  wholeSchema,
  type Entry,
  type RunRecord,
  type WholeRun,
} from './run-schema.ts';
import { settingsHash } from './stored-run.ts';

/** Settings that were expanded before: for thousands of trials that takes long, and runs share settings. */
const expanded = new Map<string, boolean>();

/** Document checks may become stricter; runs stored earlier stay valid. */
function isWhole({ experiment, settings }: Pick<RunRecord, 'experiment' | 'settings'>): boolean {
  if (settingsHash(experiment) !== settings) return false;
  const known = expanded.get(settings) ?? expand(experiment).ok;
  expanded.set(settings, known);
  return known;
}

/**
 * Expands the settings of a record before it is read, in pieces between which a page can answer: a run of thousands of
 * trials would block it. Other values are left to `readRecord`.
 */
export async function prepareRecord(value: unknown): Promise<void> {
  const parsed = v.safeParse(recordSchema, value);
  if (!parsed.success) return;
  const { experiment, settings } = parsed.output;
  if (expanded.has(settings) || settingsHash(experiment) !== settings) return;
  const { ok } = await expandInPieces(experiment);
  expanded.set(settings, ok);
}

/** Null if this program did not write it. */
export function readRecord(value: unknown): RunRecord | null {
  const parsed = v.safeParse(recordSchema, value);
  return parsed.success && isWhole(parsed.output) ? parsed.output : null;
}

/** Null if this program did not write it. */
export function readEntry(value: unknown): Entry | null {
  const parsed = v.safeParse(entrySchema, value);
  return parsed.success ? parsed.output : null;
}

/** A run with its trials in it, as earlier versions wrote them; null if they did not. */
export function readWhole(value: unknown): WholeRun | null {
  const parsed = v.safeParse(wholeSchema, value);
  return parsed.success && isWhole(parsed.output) ? parsed.output : null;
}

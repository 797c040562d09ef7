/** Reads results documents of this lab and of other programs: the whole file must be valid, or nothing is read. */
import * as v from 'valibot';
import { fromValibot, issue, issueAt, type Issue } from '../../document/issue.ts';
import { nestingIssue, nestsWithin } from '../../document/nesting.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { parseForeign } from '../../document/parse-text.ts';
import { bundleFormat, bundleSchema, bundleSeal } from './bundle.ts';
import { checkedTrials } from './check.ts';
import type { ResultsDocument } from './document.ts';
import { resultsSchema } from './schema.ts';
import { classRecord, type RecordedRun } from './write.ts';

/** Maximum file size, checked before reading; the whole grid of I2d with every batch loss has 15 MB. */
export const maxBytes = 100_000_000;

export interface ReadRun {
  /** Its name in the bundle; null for a single document. */
  readonly name: string | null;
  /** With the trials in the document. Its provenance record was checked and can be recreated. */
  readonly run: RecordedRun & { readonly passport: { readonly started: number } };
  /** All trials of the experiment. */
  readonly plans: readonly PlannedTrial[];
}

export type ReadResults =
  | { readonly ok: true; readonly runs: readonly ReadRun[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Reads a file's text: a results document, or a bundle of them. */
export async function readResults(text: string): Promise<ReadResults> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : '';
    return { ok: false, issues: [issue('', `JSON${detail}`, text)] };
  }
  if (!nestsWithin(found)) return { ok: false, issues: [nestingIssue()] };
  const format: unknown =
    typeof found === 'object' && found !== null ? Reflect.get(found, 'format') : null;
  return format === bundleFormat ? readBundle(found) : readOne(found, '', null);
}

async function readBundle(found: unknown): Promise<ReadResults> {
  const bundle = v.safeParse(bundleSchema, found);
  if (!bundle.success) {
    return { ok: false, issues: bundle.issues.map((each) => fromValibot(each, '')) };
  }
  const { runs, record } = bundle.output;
  const read: ReadResults[] = [];
  for (const [at, { name, results }] of runs.entries()) {
    read.push(await readOne(results, `runs.${at}.results`, name === '' ? null : name));
  }
  const issues = read.flatMap((each) => (each.ok ? [] : each.issues));
  if (issues.length > 0) return { ok: false, issues };
  if (record !== undefined && record !== bundleSeal(runs)) {
    const expected = 'the hash of the names of its runs, which were changed';
    return { ok: false, issues: [issue('record', expected, record)] };
  }
  return { ok: true, runs: read.flatMap((each) => (each.ok ? each.runs : [])) };
}

async function readOne(found: unknown, path: string, name: string | null): Promise<ReadResults> {
  const at = (inner: string): string => dotted(path, inner);
  const parsed = v.safeParse(resultsSchema, found);
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((each) => fromValibot(each, path)) };
  }
  const results = parsed.output;
  const experiment = parseForeign(results.experiment);
  if (!experiment.ok) {
    const issues = experiment.issues.map((each) =>
      issueAt(each, at(dotted('experiment', each.path))),
    );
    return { ok: false, issues };
  }
  const plans = experiment.trials;
  const { trials, issues } = await checkedTrials(found as ResultsDocument, results, plans, at);
  if (issues.length > 0) return { ok: false, issues };
  const { provenance = 'here', passport } = results;
  const { lab, engine, userAgent, datasets } = results.environment;
  const run: ReadRun['run'] = {
    experiment: experiment.experiment,
    trials: provenance === 'here' ? trials : trials.map((trial) => ({ ...trial, provenance })),
    environment: { lab, engine, userAgent, datasets },
    // Absent in documents of the lab's first versions and of other programs.
    passport: { started: passport === undefined ? Date.now() : Date.parse(passport.date) },
    ...classRecord(results),
  };
  return { ok: true, runs: [{ name, run, plans }] };
}

const dotted = (...parts: readonly string[]): string =>
  parts.filter((each) => each !== '').join('.');

/** Reading results documents, of this lab and of other programs: all of a file is right, or nothing is taken. */
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

/** Bytes of a file before it is read; the whole grid of I2d with every batch loss has 15 MB. */
export const maxBytes = 100_000_000;

export interface ReadRun {
  /** What its bundle calls it; null of a document by itself. */
  readonly name: string | null;
  /** With those trials that the document has. Its passport can be made again of it: it was checked. */
  readonly run: RecordedRun & { readonly passport: { readonly started: number } };
  /** All trials of its experiment. */
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
    // Documents of the lab's first versions have none, nor have those of other programs.
    passport: { started: passport === undefined ? Date.now() : Date.parse(passport.date) },
    ...classRecord(results),
  };
  return { ok: true, runs: [{ name, run, plans }] };
}

const dotted = (...parts: readonly string[]): string =>
  parts.filter((each) => each !== '').join('.');

/**
 * Reads results documents of this lab and of other programs, in all versions: the whole file must be valid, or nothing
 * is read. A file is read as a stream: what grows with the training, the losses, is only ever held as float32.
 */
import * as v from 'valibot';
import { isAbort, throwIfAborted } from '../../base/errors.ts';
import { pauses, yieldToEventLoop } from '../../base/event-loop.ts';
import { fromValibot, issue, issueAt, type Issue } from '../../document/issue.ts';
import { limits } from '../../document/limits.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { parseForeignInPieces } from '../../document/parse-text.ts';
import { readJson } from '../json/read.ts';
import { JsonProblem } from '../json/reader.ts';
import { bundleFormat, bundleSchema, bundleSeal } from './bundle.ts';
import { checkedTrials, type At, type Version } from './check.ts';
import type { ResultsDocument } from './document.ts';
import { hashLossesOnce } from './hash-once.ts';
import { resultsSchema, trialSchema } from './schema.ts';
import { lossTakers } from './takers.ts';
import type { RecordedTrial } from './trial.ts';
import { version1, type ResultsDocument1 } from './version-1/document.ts';
import { version1Of } from './version-1/read.ts';
import { resultsSchema1, trialSchema1 } from './version-1/schema.ts';
import { version2Of } from './version-2.ts';
import { classRecord, type RecordedRun } from './write.ts';

/** Characters of a file besides its losses, and of one of its texts. */
const [maxRest, maxText] = [256_000_000, limits.document];

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

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** @param bytes read so far */
  readonly progress?: ((bytes: number) => void) | undefined;
}

/**
 * Reads a file's bytes, piece by piece: a results document, or a bundle of them. Throws the signal's reason, and what
 * the bytes throw.
 */
export async function readResults(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<ReadResults> {
  let found: unknown;
  try {
    found = await readJson(bytes, {
      ...options,
      takerFor: lossTakers(),
      nesting: limits.nesting,
      text: maxText,
      rest: maxRest,
    });
  } catch (error) {
    if (error instanceof JsonProblem) return { ok: false, issues: [error.issue] };
    if (error instanceof RangeError && !isAbort(error)) {
      const expected = 'as many losses as there is memory for';
      return { ok: false, issues: [issue('', expected, error.message)] };
    }
    throw error;
  }
  const format: unknown =
    typeof found === 'object' && found !== null ? Reflect.get(found, 'format') : null;
  return format === bundleFormat
    ? readBundle(found, options.signal)
    : readOne(found, '', null, options.signal);
}

async function readBundle(found: unknown, signal: AbortSignal | undefined): Promise<ReadResults> {
  const bundle = v.safeParse(bundleSchema, found);
  if (!bundle.success) {
    return { ok: false, issues: bundle.issues.map((each) => fromValibot(each, '')) };
  }
  const { runs, record } = bundle.output;
  const read: ReadResults[] = [];
  for (const [at, { name, results }] of runs.entries()) {
    const own = name === '' ? null : name;
    read.push(await readOne(results, `runs.${at}.results`, own, signal));
  }
  const issues = read.flatMap((each) => (each.ok ? [] : each.issues));
  if (issues.length > 0) return { ok: false, issues };
  if (record !== undefined && record !== bundleSeal(runs)) {
    const expected = 'the hash of the names of its runs, which were changed';
    return { ok: false, issues: [issue('record', expected, record)] };
  }
  return { ok: true, runs: read.flatMap((each) => (each.ok ? each.runs : [])) };
}

type Checked = Awaited<ReturnType<typeof checkedTrials>>;

/** What the two versions have in common once their trials are read. */
type Around = Pick<v.InferOutput<typeof resultsSchema>, 'environment' | 'passport'> &
  Pick<RecordedRun, 'prediction' | 'student' | 'search' | 'about'>;

async function readOne(
  found: unknown,
  path: string,
  name: string | null,
  signal: AbortSignal | undefined,
): Promise<ReadResults> {
  const at = (inner: string): string => dotted(path, inner);
  const version: unknown =
    typeof found === 'object' && found !== null ? Reflect.get(found, 'version') : undefined;
  const schema = version === version1 ? resultsSchema1 : resultsSchema;
  // The last slice of the text, the document around the trials, its experiment: each may take a frame or more.
  await yieldToEventLoop();
  const parsed = v.safeParse(schema, found);
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((each) => ofSchema(each, path)) };
  }
  const results = parsed.output;
  await yieldToEventLoop();
  const experiment = await parseForeignInPieces(results.experiment, signal);
  if (!experiment.ok) {
    const issues = experiment.issues.map((each) =>
      issueAt(each, at(dotted('experiment', each.path))),
    );
    return { ok: false, issues };
  }
  const plans = experiment.trials;
  const how = { at, hash: hashLossesOnce() };
  const check = async <T extends v.GenericSchema<unknown, { readonly id: string }>>(
    schema: T,
    version: Version<v.InferOutput<T>>,
  ): Promise<Checked> => {
    const read = await readTrials(schema, results.trials, at, signal);
    if (!read.ok) return { trials: [], issues: read.issues };
    return checkedTrials({ ...results, trials: read.trials }, plans, version, how);
  };
  const { trials, issues } =
    results.version === version1
      ? await check(trialSchema1, version1Of(found as ResultsDocument1, at))
      : await check(trialSchema, version2Of(found as ResultsDocument<Float32Array>));
  if (issues.length > 0) return { ok: false, issues };
  const given = results.version === version1 ? withProvenance(trials, results.provenance) : trials;
  const { environment, passport, ...rest }: Around = results;
  const { lab, engine, userAgent, datasets } = environment;
  const run: ReadRun['run'] = {
    experiment: experiment.experiment,
    trials: given,
    environment: { lab, engine, userAgent, datasets },
    // Absent in documents of the lab's first versions and of other programs.
    passport: { started: passport === undefined ? Date.now() : Date.parse(passport.date) },
    ...classRecord(rest),
    ...(rest.search === undefined ? {} : { search: rest.search }),
    ...(rest.about === undefined ? {} : { about: rest.about }),
  };
  return { ok: true, runs: [{ name, run, plans }] };
}

/** Thousands of trials take longer than a page may wait. */
async function readTrials<T extends v.GenericSchema>(
  schema: T,
  found: readonly unknown[],
  at: At,
  signal: AbortSignal | undefined,
): Promise<
  | { readonly ok: true; readonly trials: readonly v.InferOutput<T>[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }
> {
  const trials: v.InferOutput<T>[] = [];
  const issues: Issue[] = [];
  const pause = pauses();
  for (const [index, each] of found.entries()) {
    await pause();
    throwIfAborted(signal);
    const parsed = v.safeParse(schema, each);
    if (parsed.success) trials.push(parsed.output);
    else issues.push(...parsed.issues.map((one) => fromValibot(one, at(`trials.${index}`))));
  }
  return issues.length === 0 ? { ok: true, trials } : { ok: false, issues };
}

/** Version 1 says where all trials together were trained. */
const withProvenance = (
  trials: readonly RecordedTrial[],
  provenance: ResultsDocument1['provenance'] = 'here',
): readonly RecordedTrial[] =>
  provenance === 'here' ? trials : trials.map((trial) => ({ ...trial, provenance }));

function ofSchema(found: v.BaseIssue<unknown>, path: string): Issue {
  const each = fromValibot(found, path);
  return each.path === dotted(path, 'version') ? issue(each.path, '1 or 2', found.input) : each;
}

const dotted = (...parts: readonly string[]): string =>
  parts.filter((each) => each !== '').join('.');

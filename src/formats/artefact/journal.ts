/**
 * A journal: what happened in a run, in JSON lines that are only ever appended, one file per writer. Every line has
 * a checksum. A crash can tear the last line, which is then ignored; a line damaged otherwise is skipped and counted.
 * Lines of kinds that only a later lab knows are skipped, too.
 */
import * as v from 'valibot';
import { LabError } from '../../base/errors.ts';
import { canonicalJson, contentHash } from '../../document/hash.ts';
import { fromValibot } from '../../document/issue.ts';
import { trialEnds } from '../../document/trial-status.ts';
import { errorSchema } from '../results/figures-schema.ts';
import { isKey } from './names.ts';

/** Bytes of a line: a run's document with its text fields, or two thousand added trials. */
const maxLine = 16_000_000;
/** Bytes of a journal. */
export const maxJournal = 256_000_000;

const key = v.pipe(v.string(), v.check(isKey, 'a key'));
const text = v.pipe(v.string(), v.maxLength(2000));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const document = v.record(v.string(), v.unknown());

/** What every line has. */
const common = {
  /** The run's own random id, 32 hexadecimal digits. */
  run: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  /** In ms since 1970, by the writer's clock. */
  at: v.pipe(v.number(), v.finite()),
};
/** What lines about one trial have. */
const trial = { ...common, id: key };

const entrySchema = v.variant('kind', [
  /** A run begins. */
  v.strictObject({
    kind: v.literal('run'),
    ...common,
    name: text,
    /** The document, to be parsed when it is used. */
    experiment: document,
    /** `settingsHash` of the experiment. */
    settings: key,
    lab: text,
    agent: text,
    /** Why it was started, such as "run" or "fresh". */
    why: text,
  }),
  /** Trials join it: all of its document at its start, or those that a search adds, which no document has. */
  v.strictObject({
    kind: v.literal('add'),
    ...common,
    trials: v.array(v.strictObject({ id: key, trial: v.exactOptional(document) })),
  }),
  /** A trial starts, or goes on after a place. */
  v.strictObject({
    kind: v.literal('start'),
    ...trial,
    key: v.nullable(key),
    epoch: v.exactOptional(whole),
    step: v.exactOptional(whole),
  }),
  /** A trial ended here. Its results are under its key, if it has one. */
  v.strictObject({
    kind: v.literal('end'),
    ...trial,
    key: v.nullable(key),
    status: v.picklist(trialEnds),
    seconds,
    engine: v.nullable(
      v.strictObject({
        name: text,
        reason: text,
        device: v.exactOptional(text),
        revision: v.exactOptional(whole),
      }),
    ),
    agent: text,
    lab: text,
    /** Its dataset's checksum; null if it was not loaded. */
    dataset: v.nullable(text),
    error: v.exactOptional(errorSchema),
  }),
  /** The run ended. Without this line it was cut off. */
  v.strictObject({
    kind: v.literal('stop'),
    ...common,
    status: v.picklist(['done', 'cancelled', 'failed']),
    seconds,
    error: v.exactOptional(errorSchema),
  }),
]);

export type JournalEntry = v.InferOutput<typeof entrySchema>;
type Kind = JournalEntry['kind'];
export type EntryOf<K extends Kind> = Extract<JournalEntry, { readonly kind: K }>;

const kinds: readonly unknown[] = entrySchema.options.map(({ entries }) => entries.kind.literal);

const checkOf = (entry: unknown): string => contentHash(entry).slice(0, 8);

/** One line with its end. Throws LabError `internal` for an entry that could not be read back. */
export function journalLine(entry: JournalEntry): Uint8Array<ArrayBuffer> {
  const found = v.safeParse(entrySchema, entry);
  if (!found.success) {
    throw new LabError(
      'internal',
      `a line of a journal: ${fromValibot(found.issues[0], '').message}`,
    );
  }
  const text = canonicalJson({ ...found.output, check: checkOf(found.output) });
  const line = new TextEncoder().encode(`${text}\n`);
  if (line.length <= maxLine) return line;
  throw new LabError(
    'internal',
    `a line of a journal has ${line.length} bytes, more than ${maxLine}`,
  );
}

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Whether its last line is incomplete, as after a crash. */
  readonly torn: boolean;
  /** Lines before it that cannot be read. */
  readonly damaged: number;
  /** Lines of kinds that this version does not know. */
  readonly unknown: number;
}

type Line = { readonly entry: JournalEntry } | 'damaged' | 'unknown';

export function readJournal(bytes: Uint8Array): Journal {
  const lines = [...linesOf(bytes)];
  const last = lines.pop();
  const torn = last === 'damaged';
  const read = last === undefined || torn ? lines : [...lines, last];
  return {
    entries: read.flatMap((line) => (typeof line === 'string' ? [] : [line.entry])),
    torn,
    damaged: read.filter((line) => line === 'damaged').length,
    unknown: read.filter((line) => line === 'unknown').length,
  };
}

function* linesOf(bytes: Uint8Array): Generator<Line, void> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    // A line without its end may be a whole one, but its writer does not know that it is kept.
    if (end === -1) yield 'damaged';
    else if (end > from) yield lineOf(bytes.subarray(from, end));
    from = end === -1 ? bytes.length : end + 1;
  }
}

function lineOf(bytes: Uint8Array): Line {
  if (bytes.length > maxLine) return 'damaged';
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'damaged';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'damaged';
  const { check, ...entry } = value as Record<string, unknown>;
  if (check !== checkOf(entry)) return 'damaged';
  const found = v.safeParse(entrySchema, entry);
  if (found.success) return { entry: found.output };
  // With a right checksum nothing is damaged: a later lab's lines have more keys, or other kinds.
  return kinds.includes(entry.kind) ? laterLine(entry) : 'unknown';
}

/** The line without keys that this version does not know. */
function laterLine(entry: Record<string, unknown>): Line {
  const known = entrySchema.options.find(({ entries }) => entries.kind.literal === entry.kind);
  const own = Object.entries(entry).filter(([name]) => Object.hasOwn(known?.entries ?? {}, name));
  const found = v.safeParse(entrySchema, Object.fromEntries(own));
  return found.success ? { entry: found.output } : 'unknown';
}

/** What the readers of artefacts share. All that they read is untrusted: it may be damaged, or of a later lab. */
import * as v from 'valibot';
import { LabError } from '../../base/errors.ts';
import { canonicalTrial } from '../../document/canonical-trial.ts';
import { contentHash } from '../../document/hash.ts';
import { fromValibot } from '../../document/issue.ts';
import { trialSchema, type Trial } from '../../document/schema.ts';
import { repeatedKey } from '../model/json-keys.ts';
import { artefactKey, type KeyParts } from './key.ts';

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** Whether a later version of the lab wrote it, so that it is not damaged but unknown. */
      readonly newer: boolean;
      /** Continues "NAME cannot be used: ". */
      readonly problem: string;
    };

/** Ends the reading of an artefact; `reading` turns it into data. */
class Refusal extends Error {
  readonly newer: boolean;

  constructor(problem: string, newer = false) {
    super(problem);
    this.newer = newer;
  }
}

export function refuse(problem: string, newer = false): never {
  throw new Refusal(problem, newer);
}

/** The result of `read`, or why it refused. Other errors are thrown, except that a file has no such format. */
export async function reading<T>(read: () => T | Promise<T>): Promise<Read<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, newer: error.newer, problem: error.message };
    if (error instanceof LabError && error.code === 'model-format') {
      return { ok: false, newer: false, problem: error.message };
    }
    throw error;
  }
}

/** A JSON text's value. Refuses other bytes, texts beyond a size, and repeated names. */
export function jsonOf(bytes: Uint8Array, most: number): unknown {
  if (bytes.length > most) refuse(`it has ${bytes.length} bytes, more than ${most}`);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return refuse('it is not JSON in UTF-8');
  }
  const repeated = repeatedKey(text);
  return repeated === null ? value : refuse(`it has the name "${repeated}" twice`);
}

const headSchema = v.looseObject({ format: v.string(), version: v.number() });

/** Refuses another format, and a version above this one as a later lab's. */
export function requireFormat(value: unknown, format: string, version: number): void {
  const head = v.safeParse(headSchema, value);
  if (!head.success || head.output.format !== format) refuse(`it has not the format "${format}"`);
  if (head.output.version === version) return;
  refuse(
    `it has version ${head.output.version} of "${format}", and this lab reads version ${version}`,
    head.output.version > version,
  );
}

/** The value as the schema says. */
export function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const found = v.safeParse(schema, value);
  return found.success ? found.output : refuse(fromValibot(found.issues[0], '').message);
}

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));

/** The entries of all documents that say which trial they are about. */
export const keyEntries = {
  id: sha256,
  /** In canonical form. */
  trial: v.record(v.string(), v.unknown()),
  engine: shortText,
  members: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(2))),
  datasets: v.record(v.string(), v.pipe(v.string(), v.maxLength(1000))),
};
export const sha256Schema = sha256;

export interface KeyedTrial {
  readonly key: string;
  readonly parts: KeyParts;
  readonly trial: Trial;
}

/** The same entries of a trial, to be written. */
export const keyDocument = ({ parts, trial }: Omit<KeyedTrial, 'key'>) => ({
  id: parts.id,
  trial: canonicalTrial(trial),
  engine: parts.engine,
  members: parts.members,
  datasets: parts.datasets,
});

/** Recomputes the id from the trial and the key from its parts. Refuses others than those that it should have. */
export function keyedTrial(
  found: KeyParts & { readonly trial: unknown },
  wanted: string,
): KeyedTrial {
  const { id, engine, members, datasets } = found;
  const trial = parsed(trialSchema, found.trial);
  if (contentHash(canonicalTrial(trial)) !== id) refuse('its trial does not have its id');
  const parts = { id, engine, members, datasets };
  const key = artefactKey(parts);
  if (key !== wanted) refuse(`it belongs to the key ${key}`);
  return { key, parts, trial };
}

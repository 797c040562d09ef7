/**
 * A whole experiment in an address: `1.<check>.<payload>`. The payload is the document as JSON without
 * defaults, deflated (RFC 1951), in base64url; the check is a prefix of the JSON's content hash, so that
 * an address truncated by a mail program is recognised. The decoded document is validated like any other untrusted
 * one, and starts nothing.
 */
import { expandInPieces, type PlannedTrial } from './expand.ts';
import { trialWithoutDefaults } from './canonical-trial.ts';
import { contentHash } from './hash.ts';
import { issue } from './issue.ts';
import { limits } from './limits.ts';
import { parseInPieces, type Parsed } from './parse.ts';
import type { Experiment } from './schema.ts';
import { trimmedEnd } from '../base/trim.ts';

const version = '1';
const checkLength = 10;
/** Characters of an address, checked before decoding; browsers accept more, mail programs less. */
const maxCharacters = 100_000;

/** The part of an address that holds the experiment. */
export async function linkOf(experiment: Experiment): Promise<string> {
  const text = JSON.stringify(await shortened(experiment));
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  if (!(bytes instanceof Uint8Array)) throw new Error('The experiment could not be packed.');
  return `${version}.${checkOf(text)}.${toBase64(bytes)}`;
}

/** Problems with a link are returned as issues. Throws LabError `aborted` only. */
export async function readLink(link: string, signal?: AbortSignal): Promise<Parsed> {
  if (link.length > maxCharacters) {
    return refused(`at most ${maxCharacters} characters`, link.length);
  }
  const [found, check, payload, ...more] = link.split('.');
  if (found !== version) return refused(`a link of version ${version}`, found);
  if (check === undefined || payload === undefined || more.length > 0) {
    return refused('a complete link: three parts separated by dots', link);
  }
  const bytes = fromBase64(payload);
  if (bytes === null) return refused('letters, digits, "-" and "_" after the last dot', payload);
  const inflated = await through(bytes, new DecompressionStream('deflate-raw'), limits.document);
  if (inflated === 'too long') {
    return refused(`at most ${limits.document} bytes once unpacked`, 'more');
  }
  const text = inflated === null ? null : decoded(inflated);
  if (text === null || checkOf(text) !== check) {
    return refused('a complete link; part of this one is missing or was changed', link);
  }
  const { parseTextInPieces } = await import('./parse-text.ts');
  return parseTextInPieces(text, signal);
}

const refused = (expected: string, received: unknown): Parsed => {
  const { message, ...rest } = issue('', expected, received);
  return { ok: false, issues: [{ ...rest, message: message.replace('the document', 'the link') }] };
};

/** Without empty fields and, if that changes no trial, without the trial's defaults. */
async function shortened(experiment: Experiment): Promise<Record<string, unknown>> {
  const { format, version: of, name, title, question, notes, trial, axes, classroom } = experiment;
  const written = (base: unknown) => ({
    format,
    version: of,
    name,
    title,
    ...(question === '' ? {} : { question }),
    ...(notes.length === 0 ? {} : { notes }),
    trial: base,
    ...(axes.length === 0 ? {} : { axes }),
    ...(classroom === undefined ? {} : { classroom }),
  });
  // SGD's default may differ from Adam's, so an axis over optimisers can need a value that looks redundant.
  const short = written(trialWithoutDefaults(trial));
  const [parsed, own] = [await parseInPieces(short), await expandInPieces(experiment)];
  const same = parsed.ok && own.ok && idsOf(parsed.trials) === idsOf(own.trials);
  return same ? short : written(trial);
}

const idsOf = (trials: readonly PlannedTrial[]): string => trials.map(({ id }) => id).join();

const checkOf = (text: string): string => contentHash(text).slice(0, checkLength);

/** Null if the stream rejects its input; 'too long' once more than `most` bytes come out. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most = Infinity,
): Promise<Uint8Array<ArrayBuffer> | 'too long' | null> {
  const writer = stream.writable.getWriter();
  // Errors in the input surface at the reader.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) {
        await reader.cancel();
        return 'too long';
      }
      parts.push(next.value);
    }
  } catch {
    return null;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return trimmedEnd(btoa(binary).replaceAll('+', '-').replaceAll('/', '_'), '=');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

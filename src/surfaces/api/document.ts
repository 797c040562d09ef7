/** Turns an author's input (an address, JSON text, an object) into a validated experiment. */
import { issuesText } from '../../document/issue.ts';
import { limits } from '../../document/limits.ts';
import type { Parsed } from '../../document/parse.ts';
import { parseExperimentText, parseForeign } from '../../document/parse-text.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import { decodeText } from '../../document/text.ts';
import { isAbort, LabError, throwIfAborted } from '../../base/errors.ts';

export interface Checked {
  readonly experiment: Experiment;
  readonly trials: readonly PlannedTrial[];
}

/** Throws LabError `experiment-invalid`, which lists every path with what was wanted and found. */
export function checked(parsed: Parsed, what: string): Checked {
  if (parsed.ok) return parsed;
  throw new LabError(
    'experiment-invalid',
    `${what} is not a valid experiment: ${issuesText(parsed.issues)}`,
  );
}

/** A document as an object or as JSON text. Throws LabError `experiment-invalid`. */
export const checkedDocument = (document: unknown): Checked =>
  checked(
    typeof document === 'string' ? parseExperimentText(document) : parseForeign(document),
    'The document',
  );

/**
 * The document at an address. Throws LabError `experiment-network`, `experiment-invalid` or `aborted`.
 * @param url absolute
 */
export async function fetchDocument(url: string, signal: AbortSignal): Promise<Checked> {
  let text: string;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`wanted the status 200, found ${response.status}`);
    const length = Number(response.headers.get('Content-Length') ?? 0);
    if (length > 4 * limits.document)
      throw new Error(`wanted at most ${4 * limits.document} bytes, found ${length}`);
    text = decodeText(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    throwIfAborted(signal);
    if (isAbort(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError(
      'experiment-network',
      `The experiment at ${url} could not be fetched: ${why}. If it is on another origin, its server must allow this page (Access-Control-Allow-Origin), and this page’s Content-Security-Policy must allow that origin (connect-src).`,
      { cause: error },
    );
  }
  return checked(parseExperimentText(text), `The document at ${url}`);
}

/**
 * Documents from files, links or the editor. They are checked more strictly than those that the page makes
 * itself, whose settings are checked when they are set; so the first page load does not need this module.
 */
import { issue, type Issue } from './issue.ts';
import { limits } from './limits.ts';
import { nestingIssue, nestsWithin } from './nesting.ts';
import { overriddenIssues } from './overridden.ts';
import { parseExperiment, parseInPieces, type Parsed } from './parse.ts';

/** Like `parseExperiment`, but also refuses unknown keys in values that no trial uses. */
export function parseForeign(document: unknown): Parsed {
  const issues = nestingIssues(document);
  return issues === null ? strict(parseExperiment(document)) : { ok: false, issues };
}

/** The same in pieces: see `parseInPieces`. */
export async function parseForeignInPieces(
  document: unknown,
  signal?: AbortSignal,
): Promise<Parsed> {
  const issues = nestingIssues(document);
  return issues === null ? strict(await parseInPieces(document, signal)) : { ok: false, issues };
}

export function parseExperimentText(text: string): Parsed {
  const read = jsonOf(text);
  return read.ok ? parseForeign(read.document) : read;
}

/** The same in pieces: see `parseInPieces`. */
export async function parseTextInPieces(text: string, signal?: AbortSignal): Promise<Parsed> {
  const read = jsonOf(text);
  return read.ok ? parseForeignInPieces(read.document, signal) : read;
}

const nestingIssues = (document: unknown): readonly Issue[] | null =>
  nestsWithin(document) ? null : [nestingIssue()];

function strict(parsed: Parsed): Parsed {
  if (!parsed.ok) return parsed;
  const issues = overriddenIssues(parsed.experiment);
  return issues.length > 0 ? { ok: false, issues } : parsed;
}

type Json =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly issues: readonly Issue[] };

function jsonOf(text: string): Json {
  if (text.length > limits.document) {
    const expected = `at most ${limits.document} characters`;
    return { ok: false, issues: [issue('', expected, text.length)] };
  }
  try {
    return { ok: true, document: JSON.parse(text) as unknown };
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : '';
    return { ok: false, issues: [issue('', `JSON${detail}`, text)] };
  }
}

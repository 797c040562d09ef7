/**
 * Documents from files, links or the editor. They are checked more strictly than those that the page makes
 * itself, whose settings are checked when they are set; so the first page load does not need this module.
 */
import { issue } from './issue.ts';
import { limits } from './limits.ts';
import { nestingIssue, nestsWithin } from './nesting.ts';
import { overriddenIssues } from './overridden.ts';
import { parseExperiment, type Parsed } from './parse.ts';

/** Like `parseExperiment`, but also refuses unknown keys in values that no trial uses. */
export function parseForeign(document: unknown): Parsed {
  if (!nestsWithin(document)) return { ok: false, issues: [nestingIssue()] };
  const parsed = parseExperiment(document);
  if (!parsed.ok) return parsed;
  const issues = overriddenIssues(parsed.experiment);
  return issues.length > 0 ? { ok: false, issues } : parsed;
}

export function parseExperimentText(text: string): Parsed {
  if (text.length > limits.document) {
    const expected = `at most ${limits.document} characters`;
    return { ok: false, issues: [issue('', expected, text.length)] };
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : '';
    return { ok: false, issues: [issue('', `JSON${detail}`, text)] };
  }
  return parseForeign(document);
}

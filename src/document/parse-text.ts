/**
 * Documents from elsewhere: of a file, a link, an editor. They are held to more than what the page itself
 * makes, whose settings are all checked where they are set; so the page's first load goes without.
 */
import { issue } from './issue.ts';
import { limits } from './limits.ts';
import { nestingIssue, nestsWithin } from './nesting.ts';
import { overriddenIssues } from './overridden.ts';
import { parseExperiment, type Parsed } from './parse.ts';

/** As `parseExperiment`, and nothing stands in it that is no setting, also where no trial shows it. */
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

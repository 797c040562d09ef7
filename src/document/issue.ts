/** What is wrong with a document, as data for pages to show. */
import type * as v from 'valibot';

export interface Issue {
  /** Dotted path from the document's root, such as `axes.0.values.2`; '' is the root itself. */
  readonly path: string;
  readonly expected: string;
  /** The value found, shortened for display. */
  readonly received: string;
  readonly message: string;
}

/** A value as quoted in a message: JSON, at most 60 characters. */
export function shorten(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text =
    typeof value === 'object' || typeof value === 'string' ? asJson(value) : asPlain(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that JSON cannot represent';
  }
}

const asPlain = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`;

export function issue(path: string, expected: string, received: unknown): Issue {
  return worded({ path, expected, received: shorten(received) });
}

/** The same issue at another path, for a document inside another. */
export const issueAt = ({ expected, received }: Issue, path: string): Issue =>
  worded({ path, expected, received });

function worded(found: Omit<Issue, 'message'>): Issue {
  const { path, expected, received } = found;
  const where = path === '' ? 'the document' : path;
  return { ...found, message: `${where}: expected ${expected}, got ${received}` };
}

const comparison: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  finite: 'a finite number',
  regex: 'letters, digits, ".", "_" and "-"',
};

/** Converts a valibot issue into ours, its path prefixed by `prefix`. */
export function fromValibot(found: v.BaseIssue<unknown>, prefix: string): Issue {
  const steps = found.path?.map((step) => String(step.key)) ?? [];
  const path = [prefix, ...steps].filter((step) => step !== '').join('.');
  return issue(path, wanted(found), found.input);
}

/** How a schema's own message about an unknown key begins, which lists the keys that there are. */
export const onlyKeys = 'only the keys';

function wanted(found: v.BaseIssue<unknown>): string {
  const bound = found.expected ?? '';
  switch (found.type) {
    case 'min_value':
    case 'gt_value':
    case 'max_value':
    case 'lt_value':
      return `a number ${bound.replace('>=', '≥ ').replace('<=', '≤ ')}`;
    case 'max_length':
    case 'min_length':
      return `a length ${bound.replace('>=', '≥ ').replace('<=', '≤ ')}`;
    case 'check':
      return found.message;
    case 'strict_object':
      return bound === 'never'
        ? found.message.startsWith(onlyKeys)
          ? found.message
          : 'no such key'
        : bound === 'Object'
          ? 'an object'
          : `the key ${bound}`;
    default:
      return comparison[found.type] ?? bound.replaceAll('"', "'").replaceAll(' | ', ' or ');
  }
}

/** All issues in one line: at most the first five, and how many more there are. */
export function issuesText(issues: readonly Issue[]): string {
  const first = issues.slice(0, 5).map(({ message }) => message);
  const more = issues.length - first.length;
  return `${first.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
}

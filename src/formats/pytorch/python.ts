/** Values and words of a document as Python source; nothing of a document is ever put in raw. */

/** A number that Python must take for a float, also where it is whole: its `0` is another type than `0.0`. */
class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** The same value with every number in it marked as one of Python's floats. */
export function asFloats(value: unknown): unknown {
  if (typeof value === 'number') return new PythonFloat(value);
  if (Array.isArray(value)) return value.map((each) => asFloats(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asFloats(each)]));
}

/** A Python literal of a JSON value or of `asFloats` of one, broken over lines where it is long. */
export function pythonLiteral(value: unknown, indent = 0, width = 92): string {
  const flat = flatLiteral(value);
  const divides = typeof value === 'object' && value !== null && !(value instanceof PythonFloat);
  if (flat.length + indent <= width || !divides) return flat;
  const inner = ' '.repeat(indent + 4);
  const outer = ' '.repeat(indent);
  if (Array.isArray(value)) {
    const items = value.map((each) => `${inner}${pythonLiteral(each, indent + 4, width)},`);
    return `[\n${items.join('\n')}\n${outer}]`;
  }
  const items = entriesOf(value).map(
    ([key, each]) => `${inner}${pythonString(key)}: ${pythonLiteral(each, indent + 4, width)},`,
  );
  return `{\n${items.join('\n')}\n${outer}}`;
}

function flatLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  if (value instanceof PythonFloat) return pythonFloat(value.value);
  if (typeof value === 'string') return pythonString(value);
  if (Array.isArray(value)) return `[${value.map((each) => flatLiteral(each)).join(', ')}]`;
  if (typeof value !== 'object') throw new TypeError(`no Python literal for a ${typeof value}`);
  const items = entriesOf(value).map(([key, each]) => `${pythonString(key)}: ${flatLiteral(each)}`);
  return `{${items.join(', ')}}`;
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, each]) => each !== undefined);

/** JavaScript's shortest digits mean the same double in Python. */
function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  return String(value);
}

/** Python tells a float by its point or its exponent. */
function pythonFloat(value: number): string {
  const digits = pythonNumber(value);
  return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
}

/**
 * JSON's escapes are Python's too, but for pairs of surrogates, which JSON.stringify leaves as the
 * character itself. Line separators that editors may break a line at are escaped.
 */
export function pythonString(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text of a document for a docstring: no quotes that could end it, no escapes, lines of 88. */
export function docText(text: string): string {
  const plain = text
    .replaceAll('\\', '/')
    .replaceAll('"', "'")

    .replaceAll(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu,
      ' ',
    );
  return plain
    .split('\n')
    .map((line) => wrapped(line, 88))
    .join('\n')
    .trim();
}

function wrapped(line: string, width: number): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/[ \t]+/)) {
    if (current !== '' && current.length + word.length + 1 > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current].join('\n');
}

/** Writes values and texts of a document as Python source; nothing from a document is inserted raw. */

/** A number that must be a Python float even if it is whole: `0` has another type than `0.0`. */
class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** The same value with every number marked as a Python float. */
export function asFloats(value: unknown): unknown {
  if (typeof value === 'number') return new PythonFloat(value);
  if (Array.isArray(value)) return value.map((each) => asFloats(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asFloats(each)]));
}

/** A Python literal of a JSON value or a result of `asFloats`, broken over lines if long. */
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
 * JSON's escapes are valid in Python, except surrogate pairs, which JSON.stringify leaves unescaped. Line
 * separators at which editors may break a line are escaped.
 */
export function pythonString(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A document's text for a docstring: no quotes that could end it, no escapes, lines of at most 88 characters. */
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

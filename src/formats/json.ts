/** A document as readable JSON: indented, but with each list of numbers on one line. */

export const documentText = (document: unknown): string => [...documentParts(document)].join('');

/**
 * The same text in pieces, one list of numbers or value each, so that a page stays responsive between
 * them: a run can leave a million numbers.
 */
export function* documentParts(document: unknown): Generator<string, void> {
  yield* indented(document, '');
  yield '\n';
}

/** Hand-written, because JSON.stringify is fast for numbers only as whole lists. */
function* indented(value: unknown, indent: string): Generator<string, void> {
  const inner = `${indent}  `;
  // Undefined list items; undefined object values are omitted below.
  if (value === undefined) yield 'null';
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (list.length === 0) yield '[]';
    else if (list.every((each) => typeof each === 'number')) {
      yield JSON.stringify(list).replaceAll(',', ', ');
    } else {
      for (const [at, each] of list.entries()) {
        yield `${at === 0 ? '[' : ','}\n${inner}`;
        yield* indented(each, inner);
      }
      yield `\n${indent}]`;
    }
  } else {
    let before = '{';
    for (const [key, each] of Object.entries(value) as [string, unknown][]) {
      if (each === undefined) continue;
      yield `${before}\n${inner}${JSON.stringify(key)}: `;
      yield* indented(each, inner);
      before = ',';
    }
    yield before === '{' ? '{}' : `\n${indent}}`;
  }
}

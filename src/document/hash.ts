/** Content hashes: the same settings, however written, have the same id. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DatasetSettings } from './schema.ts';

/** A value still to be serialised, or finished text. */
type Part = { readonly value: unknown } | string;

/** JSON with sorted keys, so that equal values have equal text. Works at any depth: it does not recurse. */
export function canonicalJson(whole: unknown): string {
  let text = '';
  const parts: Part[] = [{ value: whole }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (typeof part === 'string') text += part;
    else if (typeof part.value === 'object' && part.value !== null) {
      // Reversed, because the stack is popped from its end.
      for (const inner of partsOf(part.value).reverse()) parts.push(inner);
    } else text += part.value === undefined ? 'null' : JSON.stringify(part.value);
  }
  return text;
}

function partsOf(value: object): Part[] {
  if (Array.isArray(value)) {
    const each = value.flatMap((item: unknown, at) => [at === 0 ? '[' : ',', { value: item }]);
    return each.length === 0 ? ['[]'] : [...each, ']'];
  }
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([key, each], at) => [
      `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`,
      { value: each as unknown },
    ]);
  return entries.length === 0 ? ['{}'] : [...entries, '}'];
}

/** One text for each dataset: the name, or of a table of one's own what is read from which file. */
export function datasetKey({ name, table }: Pick<DatasetSettings, 'name' | 'table'>): string {
  return table === undefined ? name : `${name} ${contentHash(table)}`;
}

/** The sha256 of the canonical JSON, 64 hexadecimal digits. */
export function contentHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

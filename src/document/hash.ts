/** Content hashes: the same settings, however written, have the same id. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DatasetSettings } from './schema.ts';

/** A value still to be serialised, or finished text. */
type Part = { readonly value: unknown } | string;

/** Levels that are written by recursion, which is several times as fast; a stack of one's own has no limit. */
const maxRecursion = 64;

/** JSON with sorted keys, so that equal values have equal text. Works at any depth. */
export const canonicalJson = (whole: unknown): string => textOf(whole, maxRecursion);

function textOf(value: unknown, levels: number): string {
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  if (levels === 0) return deepText(value);
  if (Array.isArray(value))
    return `[${value.map((item: unknown) => textOf(item, levels - 1)).join()}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const below: unknown = Reflect.get(value, key);
    if (below === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${textOf(below, levels - 1)}`;
  }
  return `{${text}}`;
}

/** The same without recursion. */
function deepText(whole: object): string {
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

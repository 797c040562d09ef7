/**
 * The pages of a printed document's named destinations, which are the targets of its links. Reads PDFs as Chromium
 * writes them: a cross-reference table, and dictionaries outside of compressed streams.
 */

/** Deeper trees of pages would be no trees. */
const maxDepth = 30;

/**
 * Page numbers from 1, by the name of the destination: the id of the element that a link leads to. Empty where the
 * PDF has no destinations, or is written in another way.
 */
export function destinationPages(pdf: Uint8Array): ReadonlyMap<string, number> {
  const text = Buffer.from(pdf).toString('latin1');
  const objects = offsetsOf(text);
  const object = (id: number): string => {
    const from = objects.get(id);
    if (from === undefined) return '';
    const ends = ['endobj', 'stream'].map((end) => text.indexOf(end, from));
    const to = Math.min(...ends.filter((at) => at !== -1));
    return Number.isFinite(to) ? text.slice(from, to) : '';
  };
  const refer = (from: string, key: string): number =>
    Number(new RegExp(`/${key} (\\d{1,9}) 0 R`).exec(from)?.[1] ?? NaN);

  const catalog = object(refer(text.slice(text.lastIndexOf('trailer')), 'Root'));
  const pages = new Map<number, number>();
  const visit = (id: number, depth: number): void => {
    const node = object(id);
    const kids = /\/Kids \[([^\]]*)\]/.exec(node)?.[1];
    if (kids === undefined) pages.set(id, pages.size + 1);
    else if (depth < maxDepth) {
      for (const [, kid] of kids.matchAll(/(?<!\d)(\d{1,9}) 0 R/g)) visit(Number(kid), depth + 1);
    }
  };
  visit(refer(catalog, 'Pages'), 0);

  const found = new Map<string, number>();
  for (const [, name = '', page] of object(refer(catalog, 'Dests')).matchAll(
    /\/([^\s/[\]<>()]+) \[(\d+) 0 R \/XYZ/g,
  )) {
    const at = pages.get(Number(page));
    if (at !== undefined) found.set(unescaped(name), at);
  }
  return found;
}

/** "a#20b" → "a b": other characters in a PDF's names are written in hexadecimal. */
const unescaped = (name: string): string =>
  Buffer.from(
    name.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** Where each object begins, by the table at the end of the file. */
function offsetsOf(text: string): ReadonlyMap<number, number> {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? NaN);
  const table = Number.isInteger(start) ? text.slice(start) : '';
  const [, first = '0'] = /^xref\s+(\d+) \d+\s/.exec(table) ?? [];
  const offsets = new Map<number, number>();
  let id = Number(first);
  for (const [, offset, kind] of table.matchAll(/(\d{10}) \d{5} ([nf])/g)) {
    if (kind === 'n') offsets.set(id, Number(offset));
    id += 1;
  }
  return offsets;
}

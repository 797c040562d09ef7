/** Names of columns. */
import { limits } from '../../document/limits.ts';

/**
 * The header's cells for a table of `width` columns, with an empty name in front if the header lacks one, as
 * R writes it. Empty names without a header.
 */
export function namesOf(header: readonly string[] | null, width: number): readonly string[] {
  if (header === null) return Array.from({ length: width }, () => '');
  // NumPy writes "# x y z".
  const [first = '', ...others] = header;
  const marked = first.trim() === '#' && header.length === width + 1;
  const cells = marked ? others : [first.replace(/^#\s+/, ''), ...others];
  return cells.length === width - 1 ? ['', ...cells] : cells;
}

/** Names that are non-empty, unique and at most `most` characters long. */
export function columnNames(cells: readonly string[], most: number = limits.name): string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const written = cell.trim().slice(0, most);
    return uniqueName(written === '' ? `column ${index + 1}` : written, used, most);
  });
}

/** The name, with a number appended if it is taken; marks it as taken. */
export function uniqueName(plain: string, used: Set<string>, most: number = limits.name): string {
  let name = plain;
  for (let number = 2; used.has(name); number++) {
    const ending = ` (${number})`;
    name = plain.slice(0, most - ending.length) + ending;
  }
  used.add(name);
  return name;
}

/** The address of a comparison: "#/results/compare/ID,ID". */
const begins = 'compare/';

/** Runs of one comparison; each is a column. */
export const maxCompared = 100;

export const compareHref = (ids: readonly string[]): string =>
  `#/results/${begins}${ids.join(',')}`;

/** The ids that an address names, each once; null if it is no comparison's. @param rest what follows "#/results/" */
export function comparedIds(rest: string): readonly string[] | null {
  if (!`${rest.toLowerCase()}/`.startsWith(begins)) return null;
  return [...new Set(rest.slice(begins.length).split(','))].filter((id) => id !== '');
}

/** Joins words into sentences. */

/** "a", "a and b", "a, b and c". */
export const joined = (items: readonly string[], last = 'and'): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1] ?? ''}`;

const longest = 24;

/** A name that users chose, of a class for instance: “yes”. */
export const quoted = (name: string): string =>
  `“${name.length > longest ? `${name.slice(0, longest - 1)}…` : name}”`;

/** Longer lists are counted instead of written out. */
export const maxNamed = 6;

/** The verb of a setting's name: "the learning rate matters", "the epochs matter". */
export const verb = (setting: string, singular: string, plural: string): string =>
  /[^s]s$/.test(setting) ? plural : singular;

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "Xavier", or "the network" where the only subject has no label. */
export const nameOrNetwork = (label: string): string => (label === '' ? 'the network' : label);

/** 2.5 → "2.5", 12.3 → "12", 10000 → "10,000". */
export const ratioText = (ratio: number): string =>
  ratio >= 99.5 ? Math.round(ratio).toLocaleString('en-GB') : ratio.toFixed(ratio < 9.95 ? 1 : 0);

/** 2.5 → "2.5 times". */
export const times = (ratio: number): string => `${ratioText(ratio)} times`;

/** Whole numbers as spans: [1, 2, 3, 7] → "1–3 and 7". */
export function spans(numbers: readonly number[]): string {
  const parts: string[] = [];
  let start = numbers[0];
  numbers.forEach((value, at) => {
    if (numbers[at + 1] === value + 1) return;
    parts.push(start === value ? String(value) : `${start ?? value}–${value}`);
    start = numbers[at + 1];
  });
  return joined(parts);
}

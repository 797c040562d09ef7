/** Joining words into sentences. */

/** "a", "a and b", "a, b and c". */
export const joined = (items: readonly string[], last = 'and'): string =>
  items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1] ?? ''}`;

const longest = 24;

/** A name that somebody gave, of a class for instance: “yes”. */
export const quoted = (name: string): string =>
  `“${name.length > longest ? `${name.slice(0, longest - 1)}…` : name}”`;

/** Lists longer than this are counted instead of read out. */
export const maxNamed = 6;

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "With Xavier", at the beginning of a sentence; '' where there is only one subject. */
export const nameOrNetwork = (label: string): string => (label === '' ? 'the network' : label);

/** 2 → "twice", 2.5 → "2.5 times". */
export const times = (ratio: number): string => {
  if (ratio >= 99.5) return `${Math.round(ratio).toLocaleString('en-GB')} times`;
  return `${ratio.toFixed(ratio < 9.95 ? 1 : 0)} times`;
};

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

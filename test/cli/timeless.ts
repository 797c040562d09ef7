/** A results document without what depends on the clock. */
import { readFileSync } from 'node:fs';

const timely = new Set(['seconds', 'date', 'record']);

export const timelessText = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (timely.has(key) ? null : value));

export const timeless = (file: string): unknown => timelessText(readFileSync(file, 'utf8'));

/** The fragment of an `embed.html` address: which experiment, with which options. */
import type { Attribute, EmbedOptions, EmbedSubject } from './options.ts';
import { optionAttributes } from './options.ts';

/** Attributes of the element that an address may set. */
export const frameAttributes = [
  'engine',
  'workers',
  'autorun',
  'data',
  'seed',
  'student',
  'lock',
  'predict',
  'readonly',
  'compact',
  'theme',
] as const;

const flags: ReadonlySet<string> = new Set(['readonly', 'compact']);

export interface FrameRequest {
  /** Exactly one of the three; null if the address names none. */
  readonly experiment: { readonly by: 'preset' | 'src' | 'link'; readonly value: string } | null;
  readonly attributes: readonly Attribute[];
  /** Who may read the messages; '*' for any parent. */
  readonly origin: string;
  /** Unknown keys. */
  readonly unknown: readonly string[];
}

/** "preset=I2c&compact&theme=dark" */
export function frameFragment(subject: EmbedSubject, options: EmbedOptions): string {
  const which: Attribute =
    subject.kind === 'preset' ? ['preset', subject.name] : ['x', subject.link];
  return [which, ...optionAttributes(options)]
    .map(([key, value]) => (value === true ? key : `${key}=${encodeURIComponent(value)}`))
    .join('&');
}

/** Never throws: unknown keys are in `unknown`. */
export function readFragment(hash: string): FrameRequest {
  const parameters = new URLSearchParams(hash.replace(/^#\/?/, ''));
  const attributes: Attribute[] = [];
  const unknown: string[] = [];
  let experiment: FrameRequest['experiment'] = null;
  let origin = '*';
  for (const [key, value] of parameters) {
    if (key === 'preset' || key === 'src') experiment ??= { by: key, value };
    else if (key === 'x') experiment ??= { by: 'link', value };
    else if (key === 'origin') origin = value === '' ? '*' : value;
    else if (!frameAttributes.some((each) => each === key)) unknown.push(key);
    else if (!flags.has(key)) attributes.push([key, value]);
    // "compact", "compact=" and "compact=true" all set it.
    else if (value !== 'false' && value !== '0') attributes.push([key, true]);
  }
  return { experiment, attributes, origin, unknown };
}

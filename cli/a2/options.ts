/** Parses command-line options, with errors that name the argument and what was wanted. */
import { parseArgs } from 'node:util';
import { keptByNpm, keptSentence } from '../../data/npm-options.mjs';
import { invocation } from './invocation.ts';
import { UsageProblem } from './problem.ts';
import { oneLine } from './terminal.ts';

/** The options of a command: whether each is a switch or takes a value. */
export type OptionKinds = Readonly<Record<string, 'boolean' | 'string'>>;

export type OptionValues<K extends OptionKinds> = {
  readonly [Name in keyof K]?: K[Name] extends 'boolean' ? true : string;
};

export interface Parsed<K extends OptionKinds> {
  readonly values: OptionValues<K>;
  readonly operands: readonly string[];
  /** `--help` or `-h` was given; nothing else was checked. */
  readonly help: boolean;
}

/** Of an option given twice, the last one counts. Throws UsageProblem. */
export function parseOptions<K extends OptionKinds>(
  command: string,
  kinds: K,
  args: readonly string[],
): Parsed<K> {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, type]) => [name, { type }] as const),
  );
  // Not strict, because the messages of strict parsing do not list the options.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values: Record<string, string | true> = {};
  const operands: string[] = [];
  if (tokens.some((token) => token.kind === 'option' && ['help', 'h'].includes(token.name))) {
    return { values: {}, operands, help: true };
  }
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    if (kind === undefined) throw unknown(command, token.rawName, kinds);
    values[token.name] = kind === 'boolean' ? switched(token) : given(token);
  }
  const kept = keptByNpm(kinds, Object.keys(values), operands);
  if (kept !== null) throw new UsageProblem(keptSentence(`${invocation} ${command}`, kept));
  return { values: values as OptionValues<K>, operands, help: false };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function switched({ rawName, value }: OptionToken): true {
  if (value !== undefined) {
    throw new UsageProblem(`${rawName} is a switch and takes no value, got ${quoted(value)}.`);
  }
  return true;
}

function given({ rawName, value, inlineValue }: OptionToken): string {
  const forgotten = value === undefined || value === '';
  // `--out --quiet` lacks the file; `--out=--quiet` names one, and `-` is a value.
  const option = inlineValue !== true && value !== undefined && /^-./.test(value);
  if (forgotten || option) {
    const got = forgotten ? 'nothing' : quoted(value);
    throw new UsageProblem(`${rawName} needs a value, got ${got}.`);
  }
  return value;
}

function unknown(command: string, name: string, kinds: OptionKinds): UsageProblem {
  const all = [...Object.keys(kinds), 'help'].map((each) => `--${each}`);
  return new UsageProblem(`a2 ${command} has no option ${name}; wanted one of ${all.join(', ')}.`);
}

/** The only operand. Throws UsageProblem where there is none, or more. */
export function oneOperand(command: string, what: string, operands: readonly string[]): string {
  const [first, second] = operands;
  if (first === undefined) {
    throw new UsageProblem(
      `a2 ${command} needs ${what}, got nothing. See ${invocation} ${command} --help.`,
    );
  }
  if (second !== undefined) {
    throw new UsageProblem(`a2 ${command} takes ${what}, got ${quoted(second)} as well.`);
  }
  return first;
}

/** A whole number from `least` to `most`. Throws UsageProblem. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || value < least || value > most) {
    throw new UsageProblem(
      `${name}: wanted a whole number from ${least} to ${most}, got ${quoted(text)}.`,
    );
  }
  return value;
}

/** One of a list. Throws UsageProblem. */
export function oneOf<T extends string>(name: string, text: string, all: readonly T[]): T {
  const found = all.find((each) => each === text);
  if (found === undefined) {
    throw new UsageProblem(`${name}: wanted one of ${all.join(', ')}, got ${quoted(text)}.`);
  }
  return found;
}

export const quoted = (text: string): string => `"${oneLine(text)}"`;

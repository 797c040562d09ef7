/**
 * A member's settings as data. The document's schema and defaults, the form, axes, labels and types are derived
 * from them.
 */

interface Described {
  /** In words, in the middle of a sentence. */
  readonly label: string;
  /** Prefix of a value where several settings are listed; defaults to the label. */
  readonly short?: string;
  /** Joins the value to its member's label: " ±" makes "uniform ±0.1". If omitted, the value is not part of the label. */
  readonly joined?: string;
  /** Whether a one-line summary of the trial mentions it when it differs from its default. */
  readonly said?: true;
  /** Initial value in the form if there is no default. */
  readonly start?: number;
}

/** A finite number between its bounds. `above` and `below` are exclusive, the others inclusive. */
export interface RealField extends Described {
  readonly kind: 'real';
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
  /** Omitted if a document must give a value. */
  readonly default?: number;
}

export interface FlagField extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

/** A whole number between its bounds, inclusive. */
export interface CountField extends Described {
  readonly kind: 'count';
  readonly atLeast: number;
  readonly atMost: number;
  /** Omitted if a document must give a value, or where it may be missing. */
  readonly default?: number;
  /** Whether it may be missing, which then means something of its own. */
  readonly optional?: true;
  /** The setting whose value it has where it is missing; written out, that value is no part of an id. */
  readonly follows?: string;
}

/** One of a few words. */
export interface ChoiceField extends Described {
  readonly kind: 'choice';
  readonly options: readonly string[];
  readonly default: string;
}

/** Numbers in their order, each between the bounds, inclusive. */
export interface ListField extends Omit<Described, 'start'> {
  readonly kind: 'list';
  readonly whole: boolean;
  readonly atLeast: number;
  readonly atMost: number;
  /** How many there may be. */
  readonly lengths: readonly [least: number, most: number];
  /** Initial values in the form if there is no default. */
  readonly start?: readonly number[];
  readonly default?: readonly number[];
  readonly optional?: true;
}

export type Field = RealField | FlagField | CountField | ChoiceField | ListField;
export type Fields = Readonly<Record<string, Field>>;

/** Settings of a member that are valid one by one but not together. */
export interface Misfit {
  /** The setting that is refused. */
  readonly at: string;
  readonly expected: string;
}

export type Check = (settings: Readonly<Record<string, unknown>>) => readonly Misfit[];

type ValueOf<F> = F extends { readonly kind: 'flag' }
  ? boolean
  : F extends { readonly kind: 'choice'; readonly options: readonly (infer Option)[] }
    ? Option
    : F extends { readonly kind: 'list' }
      ? readonly number[]
      : number;

interface Missing {
  readonly optional: true;
}

/** Settings with these fields, every default filled in. */
export type SettingsOf<F> = {
  readonly [Key in keyof F as F[Key] extends Missing ? never : Key]: ValueOf<F[Key]>;
} & {
  readonly [Key in keyof F as F[Key] extends Missing ? Key : never]?: ValueOf<F[Key]>;
};

type MayBeMissing = Missing | { readonly default: unknown };

/** The same as written in a document: settings with a default may be omitted. */
export type WrittenOf<F> = {
  readonly [Key in keyof F as F[Key] extends MayBeMissing ? never : Key]: ValueOf<F[Key]>;
} & {
  readonly [Key in keyof F as F[Key] extends MayBeMissing ? Key : never]?: ValueOf<F[Key]>;
};

type Members = Readonly<Record<string, { readonly fields: Fields }>>;

/** A choice of a member with its settings: `{ name: "uniform", d: 0.1 }`. */
export type ChoiceOf<M extends Members> = {
  [Name in keyof M]: { readonly name: Name } & SettingsOf<M[Name]['fields']>;
}[keyof M];

export type WrittenChoiceOf<M extends Members> = {
  [Name in keyof M]: { readonly name: Name } & WrittenOf<M[Name]['fields']>;
}[keyof M];

/** The defaults of all fields that have one, by key. */
export const defaultsOf = (fields: Fields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) =>
      field.default === undefined ? [] : [[key, field.default] as const],
    ),
  );

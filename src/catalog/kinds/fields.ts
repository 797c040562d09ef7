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

export type Field = RealField | FlagField;
export type Fields = Readonly<Record<string, Field>>;

/** Settings of a member that are valid one by one but not together. */
export interface Misfit {
  /** The setting that is refused. */
  readonly at: string;
  readonly expected: string;
}

export type Check = (settings: Readonly<Record<string, unknown>>) => readonly Misfit[];

type ValueOf<F> = F extends { readonly kind: 'flag' } ? boolean : number;

/** Settings with these fields, every default filled in. */
export type SettingsOf<F> = { readonly [Key in keyof F]: ValueOf<F[Key]> };

/** The same as written in a document: settings with a default may be omitted. */
export type WrittenOf<F> = {
  readonly [Key in keyof F as F[Key] extends { readonly default: unknown } ? never : Key]: ValueOf<
    F[Key]
  >;
} & {
  readonly [Key in keyof F as F[Key] extends { readonly default: unknown } ? Key : never]?: ValueOf<
    F[Key]
  >;
};

type Members = Readonly<Record<string, { readonly fields: Fields }>>;

/** A choice of a member with its settings: `{ name: "uniform", d: 0.1 }`. */
export type ChoiceOf<M extends Members> = {
  [Name in keyof M]: { readonly name: Name } & SettingsOf<M[Name]['fields']>;
}[keyof M];

export type WrittenChoiceOf<M extends Members> = {
  [Name in keyof M]: { readonly name: Name } & WrittenOf<M[Name]['fields']>;
}[keyof M];

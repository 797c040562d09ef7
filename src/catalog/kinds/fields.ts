/**
 * A member's settings as data: the document's schema and defaults, the form, axes, labels and the types all
 * follow from them.
 */

interface Described {
  /** In words, in the middle of a sentence. */
  readonly label: string;
  /** What stands before a value where values of several settings stand together; the label when left out. */
  readonly short?: string;
  /** What joins the value to its member's label: " ±" makes "uniform ±0.1". Left out, it is not named there. */
  readonly joined?: string;
  /** Whether a sentence about the whole trial says it, where it is not as its default. */
  readonly said?: true;
  /** What a field of the form begins with, where no default does. */
  readonly start?: number;
}

/** A finite number between its bounds. `above` and `below` are no part of it, the others are. */
export interface RealField extends Described {
  readonly kind: 'real';
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
  /** Left out where a document must say it. */
  readonly default?: number;
}

export interface FlagField extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

export type Field = RealField | FlagField;
export type Fields = Readonly<Record<string, Field>>;

/** What of a member's settings does not go together, though each is as its field says. */
export interface Misfit {
  /** The setting that is refused. */
  readonly at: string;
  readonly expected: string;
}

export type Check = (settings: Readonly<Record<string, unknown>>) => readonly Misfit[];

type ValueOf<F> = F extends { readonly kind: 'flag' } ? boolean : number;

/** Settings with these fields, every default filled in. */
export type SettingsOf<F> = { readonly [Key in keyof F]: ValueOf<F[Key]> };

/** The same as a document writes them: what has a default may be left out. */
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

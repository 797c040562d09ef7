/** Explanations, for the “?” beside a setting and for the glossary. */

export interface Help {
  /** What it means and when it matters, in a few sentences. `$…$` is a formula in the line, in TeX. */
  readonly text: string;
  /** On lines of their own, in TeX. */
  readonly formulas?: readonly string[];
}

/** A member's part `help.ts`. */
export interface MemberHelp extends Help {
  /** Its own settings, by key. */
  readonly fields?: Readonly<Record<string, Help>>;
}

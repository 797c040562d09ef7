/** Texts for a terminal: what a document says is shown there, and never obeyed. */

/** Pages keep a number and its unit on one line with this; programs that read a pipe want a space. */
const noBreakSpace = /[\u00a0\u202f]/g;

/**
 * What a terminal obeys or what hides or turns the letters around it: control characters (ECMA-48's C0 and C1) but
 * for line feeds and tabs, separators of lines, and Unicode's marks of direction (https://trojansource.codes) and of
 * no width.
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** "\u001b[31m" for what would colour the terminal. JSON and Python read such an escape as the character itself. */
export const visible = (text: string): string =>
  text.replaceAll(unseen, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A text of the lab's own making, with parts that others wrote: several lines are allowed. */
export const spaced = (text: string): string => visible(text.replaceAll(noBreakSpace, ' '));

/** A text that others wrote, in one line. */
export const oneLine = (text: string): string =>
  spaced(text)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`);

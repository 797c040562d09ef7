/** Texts for a terminal: control characters in documents are shown, and never interpreted. */

/** Keeps a number and its unit on one line of a page; programs that read a pipe expect a space. */
const noBreakSpace = /[\u00a0\u202f]/g;

/**
 * Characters that a terminal interprets, or that hide or reorder the text around them: control characters (ECMA-48's C0
 * and C1) except line feeds and tabs, line separators, and Unicode's directional (https://trojansource.codes) and
 * zero-width marks.
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** With such characters as escapes, "\u001b[31m", which JSON and Python read as the characters themselves. */
export const visible = (text: string): string =>
  text.replaceAll(unseen, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A text written by the lab, with parts that others wrote: several lines are allowed. */
export const spaced = (text: string): string => visible(text.replaceAll(noBreakSpace, ' '));

/** A text that others wrote, on one line. */
export const oneLine = (text: string): string =>
  spaced(text)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`);

/** Gives the document the lab's tokens. Constructed sheets need no `style-src` exception. */
import type { CSSResult } from 'lit';

export function adopt(target: Document, ...sheets: readonly CSSResult[]): void {
  const wanted = sheets.flatMap(({ styleSheet }) => (styleSheet === undefined ? [] : [styleSheet]));
  const present = new Set(target.adoptedStyleSheets);
  target.adoptedStyleSheets = [
    ...target.adoptedStyleSheets,
    ...wanted.filter((sheet) => !present.has(sheet)),
  ];
}

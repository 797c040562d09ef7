/** Gives the document the lab's tokens. Constructed sheets need no `style-src` exception. */
import type { CSSResult } from 'lit';

export function adopt(target: Document, ...sheets: readonly CSSResult[]): void {
  const wanted = sheets.flatMap(({ styleSheet }) => (styleSheet === undefined ? [] : [styleSheet]));
  add(target, wanted);
}

/** Adds the fallback for browsers without `light-dark()`; does nothing in others. Never rejects. */
export async function adoptFallback(target: DocumentOrShadowRoot | null): Promise<void> {
  if (target === null || CSS.supports('color', 'light-dark(black, white)')) return;
  try {
    const { fallbackSheet } = await import('./without-light-dark.ts');
    add(target, [fallbackSheet()]);
  } catch {
    // It could not be fetched: the lab works, in black and white.
  }
}

function add(target: DocumentOrShadowRoot, sheets: readonly CSSStyleSheet[]): void {
  const present = new Set(target.adoptedStyleSheets);
  target.adoptedStyleSheets = [
    ...target.adoptedStyleSheets,
    ...sheets.filter((sheet) => !present.has(sheet)),
  ];
}

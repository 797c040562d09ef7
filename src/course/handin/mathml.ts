/** TeX as MathML markup, without style attributes, which a strict Content-Security-Policy forbids. */
import temml from 'temml';

const kept = new Map<string, string>();
const maxKept = 4000;

/** The styles that Temml writes for our formulas, as classes of `reportStyles`. */
const classes: Readonly<Record<string, string>> = {
  'display:block math;': '',
  'math-depth:0;': 'depth-0',
  'padding-left:0em;padding-right:5.9776pt;': 'cell-first',
  'padding-left:5.9776pt;padding-right:5.9776pt;': 'cell-middle',
  'padding-left:5.9776pt;padding-right:0em;': 'cell-last',
  'padding-left:0em;padding-right:0em;': 'cell-only',
};

/**
 * The MathML of a formula as markup.
 * Throws if the TeX is invalid or needs a style without a class: both are bugs in the lab.
 */
export function mathml(tex: string, block: boolean): string {
  const key = `${block ? 'block' : 'inline'} ${tex}`;
  let markup = kept.get(key);
  if (markup === undefined) {
    markup = withoutStyles(
      temml.renderToString(tex, { displayMode: block, throwOnError: true, annotate: false }),
      tex,
    );
    if (kept.size >= maxKept) kept.clear();
    kept.set(key, markup);
  }
  return markup;
}

/** The same for TeX that somebody else typed: null where it is invalid, and without styles that have no class. */
export function foreignMathml(tex: string, block: boolean): string | null {
  const key = `foreign ${block ? 'block' : 'inline'} ${tex}`;
  const known = kept.get(key);
  if (known !== undefined) return known === '' ? null : known;
  let markup = '';
  try {
    const settings = { displayMode: block, throwOnError: true, annotate: false, trust: false };
    markup = withoutStyles(temml.renderToString(tex, settings), null);
  } catch {
    // Invalid TeX.
  }
  if (kept.size >= maxKept) kept.clear();
  kept.set(key, markup);
  return markup === '' ? null : markup;
}

/** @param tex of the formula, to name a style without a class; null drops such styles */
const withoutStyles = (markup: string, tex: string | null): string =>
  markup.replaceAll(/<(\w+)(?!\w)([^<>]*)>/g, (tag: string, name: string, attributes: string) => {
    const [before = '', styled] = attributes.split(' style="');
    if (styled === undefined) return tag;
    const end = styled.indexOf('"');
    const [style, after] = [styled.slice(0, end), styled.slice(end + 1)];
    const added = classes[style] ?? (tex === null ? '' : undefined);
    if (added === undefined) throw new Error(`No class for the style "${style}" of ${tex}`);
    const rest = `${before}${after}`;
    if (added === '') return `<${name}${rest}>`;
    return rest.includes(' class="')
      ? `<${name}${rest.replace(' class="', ` class="${added} `)}>`
      : `<${name}${rest} class="${added}">`;
  });

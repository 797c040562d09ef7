/** TeX as MathML. Temml is fetched with the first page that has a formula. */
import temml from 'temml';

const kept = new Map<string, Node>();

/**
 * The MathML of a formula. Built as nodes, not markup: Temml then sets styles on the nodes, which
 * the strict content policy allows. Throws on invalid TeX, which is a bug of the lab.
 */
export function typeset(tex: string, block: boolean): Node {
  const key = `${block ? 'block' : 'inline'} ${tex}`;
  let node = kept.get(key);
  if (node === undefined) {
    const holder = document.createElement('span');
    temml.render(tex, holder, { displayMode: block, throwOnError: true, annotate: false });
    node = holder.firstChild ?? document.createTextNode('');
    // Formulas with numbers change with every keystroke.
    if (kept.size > 2000) kept.clear();
    kept.set(key, node);
  }
  return node.cloneNode(true);
}

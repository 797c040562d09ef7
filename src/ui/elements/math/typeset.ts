/** TeX as MathML. Temml is fetched with the first page that has a formula. */
import temml from 'temml';

const kept = new Map<string, Node>();

/**
 * The MathML of a formula. Built as nodes, not as markup: where Temml sets a style it does so on the
 * node, which the strict content policy allows. Throws where the TeX is wrong, which is a slip of ours.
 */
export function typeset(tex: string, block: boolean): Node {
  const key = `${block ? 'block' : 'inline'} ${tex}`;
  let node = kept.get(key);
  if (node === undefined) {
    const holder = document.createElement('span');
    temml.render(tex, holder, { displayMode: block, throwOnError: true, annotate: false });
    node = holder.firstChild ?? document.createTextNode('');
    // Formulas with numbers change with every figure typed.
    if (kept.size > 2000) kept.clear();
    kept.set(key, node);
  }
  return node.cloneNode(true);
}

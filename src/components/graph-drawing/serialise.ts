/** A drawn SVG as a file of its own: what style sheets gave it is written into it. */

const inherited = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

/** @param background behind the drawing; left out, there is none */
export function serialise(drawing: SVGSVGElement, background?: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  copies.forEach((element, index) => {
    const style = getComputedStyle(originals[index]!);
    element.removeAttribute('class');
    element.removeAttribute('part');
    for (const name of inherited) {
      const value = style.getPropertyValue(name);
      if (value !== '') element.setAttribute(name, value);
    }
  });
  // Templates leave comments where they come back to.
  const comments = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode() !== null) found.push(comments.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
  if (background !== undefined) {
    const sheet = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [name, value] of [
      ['width', '100%'],
      ['height', '100%'],
      ['fill', background],
    ] as const) {
      sheet.setAttribute(name, value);
    }
    copy.prepend(sheet);
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** A drawn SVG as a standalone file: the computed styles are written into it. */

const copiedStyles = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'paint-order',
  'vector-effect',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

/** Attributes that refer to things outside the drawing, or serve only the page. */
const pageAttributes = ['class', 'part', 'aria-labelledby', 'aria-describedby', 'aria-hidden'];

/**
 * Elements with `data-tool` (handles, click areas) are left out. The file's size is that of the
 * drawing's `viewBox`, in CSS pixels.
 *
 * @param background behind the drawing; omitted for none
 */
export function serialise(drawing: SVGSVGElement, background?: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  copies.forEach((element, index) => {
    const style = getComputedStyle(originals[index]!);
    for (const name of pageAttributes) element.removeAttribute(name);
    for (const name of copiedStyles) {
      const value = style.getPropertyValue(name);
      if (value !== '') element.setAttribute(name, value);
    }
  });
  copy.querySelectorAll('[data-tool]').forEach((element) => {
    element.remove();
  });
  // Lit's templates leave marker comments.
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
      ['stroke', 'none'],
    ] as const) {
      sheet.setAttribute(name, value);
    }
    copy.prepend(sheet);
  }
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.removeAttribute('style');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** The background colour of a figure, for its file. */
export function paperOf(host: Element, token: '--a2-paper' | '--a2-raised' = '--a2-paper'): string {
  const value = getComputedStyle(host).getPropertyValue(token);
  if (value === '') return 'white';
  // `light-dark(…)` works in style sheets; a file needs the resolved colour.
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('color', value);
  (host.shadowRoot ?? host).append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

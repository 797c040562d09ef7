/** A drawn SVG as a document of its own: what style sheets gave it is written into it. */

const taken = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
];

/** Elements with the class `tool` (handles, areas to press) are left out. */
export function standalone(drawn: SVGSVGElement, paper: string): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = drawn.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const name of taken) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  });
  copy.querySelectorAll('[data-tool]').forEach((element) => element.remove());
  const { width, height } = drawn.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', 'system-ui, sans-serif');
  const sheet = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  sheet.setAttribute('width', '100%');
  sheet.setAttribute('height', '100%');
  sheet.setAttribute('fill', paper);
  copy.prepend(sheet);
  return new XMLSerializer().serializeToString(copy);
}

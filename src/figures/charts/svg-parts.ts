/** Writing SVG as text: elements, escaped texts, and how wide a text will be about. */

type Attributes = Readonly<Record<string, string | number | undefined>>;

const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for XML; what XML cannot hold at all becomes U+FFFD. */
export const escaped = (text: string): string =>
  text
    .replaceAll(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A number with as many digits as a screen can show. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100 + 0);

/** @param children markup, already escaped */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${typeof value === 'number' ? coordinate(value) : escaped(value)}"`],
  );
  const inside = children.join('');
  return `<${name}${written.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`;
}

type Point = readonly [number, number];

/** Lines through points; a gap where there is none. @param over whether lines go over gaps */
export function linePath(points: readonly (Point | null)[], over: boolean): string {
  const parts: string[] = [];
  let open = false;
  for (const point of points) {
    if (point === null) {
      open &&= over;
      continue;
    }
    parts.push(`${open ? 'L' : 'M'}${coordinate(point[0])} ${coordinate(point[1])}`);
    open = true;
  }
  return parts.join('');
}

/** A filled area with these corners. */
export const areaPath = (points: readonly Point[]): string =>
  points.length === 0 ? '' : `${linePath(points, false)}Z`;

const narrow = new Set("iljtfrI.,:;'’|!()[]· ");
const wide = new Set('mwMW%@—');

/** Width in the same unit as the font's size, as the wider sans-serif fonts have it. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const sign of text) {
    if (narrow.has(sign)) ems += 0.37;
    else if (wide.has(sign)) ems += 0.92;
    else ems += /\p{Lu}/u.test(sign) ? 0.69 : 0.61;
  }
  return ems * size;
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function shortened(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const signs = Array.from(text);
  while (signs.length > 1 && textWidth(`${signs.join('')}…`, size) > room) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

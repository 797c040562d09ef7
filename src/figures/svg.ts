/** Marks as a standalone SVG with explicit colours: no style sheet reaches a file. */
import { escaped, coordinate, tag } from './charts/svg-parts.ts';
import { lightTheme, svgFont } from './charts/svg-theme.ts';
import type { Anchor, Mark } from './marks.ts';

/** Attributes of SVG: colours, fonts, widths of lines. */
export type Look = Readonly<Record<string, string | number>>;

/** How marks of each role look. */
export type Looks<Role extends string> = Readonly<Record<Role, Look>>;

/** @param states what is different about marks in a state; left out, states are not shown */
export const svgMarks = <Role extends string>(
  marks: readonly Mark<NoInfer<Role>>[],
  looks: Looks<Role>,
  states: Readonly<Record<string, Look>> = {},
): string =>
  marks.map((mark) => svgMark(mark, { ...looks[mark.role], ...states[mark.state ?? ''] })).join('');

function svgMark(mark: Mark, look: Look): string {
  switch (mark.kind) {
    case 'path': {
      const effect = mark.fixedWidth === true ? 'non-scaling-stroke' : undefined;
      return tag('path', { d: mark.d, ...look, 'vector-effect': effect });
    }
    case 'rect': {
      const { x, y, width, height, rx } = mark;
      return tag('rect', { x, y, width, height, rx, ...look });
    }
    case 'circle':
      return tag('circle', { cx: mark.x, cy: mark.y, r: mark.r, ...look });
    case 'text': {
      const { x, y, anchor, text } = mark;
      return tag('text', { x, y, 'text-anchor': anchor, ...look }, escaped(text));
    }
  }
}

export interface Sheet {
  /** Read out in place of the picture. */
  readonly title: string;
  /** Of the picture, in its own units. */
  readonly width: number;
  readonly height: number;
  /** Where its left and its upper edge lie; 0 when left out. */
  readonly left?: number;
  readonly top?: number;
  /** Pixels for each unit; 1 when left out. */
  readonly scale?: number;
  readonly fontSize: number;
  /** Of texts that have none of their own. */
  readonly anchor?: Anchor;
}

/** The whole file, on light paper. @param children markup, already escaped */
export function svgSheet(
  { title, width, height, left = 0, top = 0, scale = 1, fontSize, anchor }: Sheet,
  ...children: readonly string[]
): string {
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: width * scale,
      height: height * scale,
      viewBox: [left, top, width, height].map(coordinate).join(' '),
      role: 'img',
      'font-family': svgFont,
      'font-size': fontSize,
      'text-anchor': anchor,
    },
    tag('title', {}, escaped(title)),
    tag('rect', { x: left, y: top, width, height, fill: lightTheme.paper }),
    ...children,
  );
}

/**
 * A picture as data: marks in the picture's own coordinates, each with a role. A page gives roles their looks by
 * CSS classes (src/ui/elements/marks.ts), a file by attributes (svg.ts).
 */

interface Drawn<Role extends string> {
  readonly role: Role;
  /** What sets some marks of a role apart, "active" for instance. */
  readonly state?: string;
}

export interface PathMark<Role extends string> extends Drawn<Role> {
  readonly kind: 'path';
  readonly d: string;
  /** The line keeps its width however the drawing is stretched. */
  readonly fixedWidth?: boolean;
}

export interface RectMark<Role extends string> extends Drawn<Role> {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Radius of its corners. */
  readonly rx?: number;
}

export interface CircleMark<Role extends string> extends Drawn<Role> {
  readonly kind: 'circle';
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

export type Anchor = 'start' | 'middle' | 'end';

export interface TextMark<Role extends string> extends Drawn<Role> {
  readonly kind: 'text';
  /** Where the text is anchored, on its baseline. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** The drawing's own when left out. */
  readonly anchor?: Anchor;
}

export type Mark<Role extends string = string> =
  PathMark<Role> | RectMark<Role> | CircleMark<Role> | TextMark<Role>;

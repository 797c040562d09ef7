/** How a member's trials are drawn in every figure. */

/** 0 black, 1 orange, 2 sky blue, 3 bluish green, 4 yellow, 5 blue, 6 vermillion, 7 reddish purple. */
export type SeriesColour = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const markerShapes = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'triangle-down',
  'plus',
  'cross',
] as const;
export type MarkerShape = (typeof markerShapes)[number];

export interface SeriesStyle {
  readonly colour: SeriesColour;
  readonly marker: MarkerShape;
}

/** A style for trials with these settings; for all of the member's trials if no settings are given. */
export interface MemberStyle extends SeriesStyle {
  readonly when?: Readonly<Record<string, number>>;
}

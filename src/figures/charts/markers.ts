/** Marker shapes as polygons in a unit square, for the canvas and for SVG legends alike. */
import type { MarkerShape } from '../../catalog/kinds/series.ts';

type Point = readonly [number, number];

/** Corners around (0, 0), about as heavy as a circle of radius 1. Circles have none. */
const corners: Readonly<Record<Exclude<MarkerShape, 'circle'>, readonly Point[]>> = {
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  triangle: [
    [0, -1.2],
    [1.15, 0.85],
    [-1.15, 0.85],
  ],
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  'triangle-down': [
    [0, 1.2],
    [1.15, -0.85],
    [-1.15, -0.85],
  ],
  plus: cross(0),
  cross: cross(Math.PI / 4),
};

function cross(turn: number): Point[] {
  const arm = 0.42;
  const points: Point[] = [
    [-arm, -1.25],
    [arm, -1.25],
    [arm, -arm],
    [1.25, -arm],
    [1.25, arm],
    [arm, arm],
    [arm, 1.25],
    [-arm, 1.25],
    [-arm, arm],
    [-1.25, arm],
    [-1.25, -arm],
    [-arm, -arm],
  ];
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  return points.map(([x, y]) => [x * cosine - y * sine, x * sine + y * cosine]);
}

/** Adds the shape's outline to a canvas path. */
export function markerPath(
  path: CanvasPath,
  shape: MarkerShape,
  x: number,
  y: number,
  radius: number,
): void {
  if (shape === 'circle') {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners[shape].forEach(([dx, dy], index) => {
    const [px, py] = [x + dx * radius, y + dy * radius];
    if (index === 0) path.moveTo(px, py);
    else path.lineTo(px, py);
  });
  path.closePath();
}

/** The shape as the `d` of an SVG path, centred at (x, y). */
export function markerSvg(shape: MarkerShape, x: number, y: number, radius: number): string {
  const figure = (value: number) => String(Math.round(value * 100) / 100);
  if (shape === 'circle') {
    const [left, right, r] = [figure(x - radius), figure(x + radius), figure(radius)];
    return `M${left} ${figure(y)}A${r} ${r} 0 1 1 ${right} ${figure(y)}A${r} ${r} 0 1 1 ${left} ${figure(y)}Z`;
  }
  const points = corners[shape].map(
    ([dx, dy]) => `${figure(x + dx * radius)} ${figure(y + dy * radius)}`,
  );
  return `M${points.join('L')}Z`;
}

/** The edges of a laid-out network as SVG paths. */
import type { Point } from './layout.ts';

const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A straight line through two points, or a Catmull–Rom spline through more, as Bézier curves. */
export function smooth(points: readonly Point[]): string {
  const parts = [`M${at(points[0]!)}`];
  if (points.length === 2) return `${parts[0]!}L${at(points[1]!)}`;
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b, c, d] = [
      points[i - 1] ?? points[i]!,
      points[i]!,
      points[i + 1]!,
      points[i + 2] ?? points[i + 1]!,
    ];
    const first = { x: b.x + (c.x - a.x) / 6, y: b.y + (c.y - a.y) / 6 };
    const second = { x: c.x - (d.x - b.x) / 6, y: c.y - (d.y - b.y) / 6 };
    parts.push(`C${at(first)} ${at(second)} ${at(c)}`);
  }
  return parts.join('');
}

/** The head of an arrow that comes from `before` and ends at the second point. */
export function arrowHead(before: Point, { x, y }: Point): string {
  const angle = Math.atan2(y - before.y, x - before.x);
  const corner = (turn: number) =>
    at({ x: x - 9 * Math.cos(angle + turn), y: y - 9 * Math.sin(angle + turn) });
  return `M${at({ x: x + 2 * Math.cos(angle), y: y + 2 * Math.sin(angle) })}L${corner(0.4)}L${corner(-0.4)}Z`;
}

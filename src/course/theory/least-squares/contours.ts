/** Level lines of a loss over two weights: ellipses around the minimiser, or parallel lines. */
import { directionsOf, lossAt, minimiser, type Problem, type Vector } from './problem.ts';

export interface Level {
  readonly loss: number;
  /** Half axes along the eigenvectors of XᵀX; Infinity along a direction that the data leave open. */
  readonly axes: readonly [number, number];
}

export interface Contours {
  readonly centre: Vector;
  /** Radians by which the first half axis is turned from the w₁ axis. */
  readonly angle: number;
  readonly least: number;
  /** From the innermost out. */
  readonly levels: readonly Level[];
}

/**
 * Levels through the points, each of which lies on one: L(w* + v) − L(w*) = vᵀAv / 2N, so that the half
 * axis along an eigenvector of eigenvalue λ is √(2N·(L − L*)/λ). Needs D = 2.
 * @param through losses are taken at these points, and thinned out to `most`
 */
export function contoursOf(problem: Problem, through: readonly Vector[], most = 9): Contours {
  if (problem.features !== 2) {
    throw new RangeError(`Cannot draw level lines over ${problem.features} weights: wanted 2`);
  }
  const centre = minimiser(problem);
  const least = lossAt(problem, centre);
  const { sizes, right } = directionsOf(problem);
  // A's eigenvectors are X's right singular vectors, its eigenvalues the squares of X's singular values.
  const halfAxis = (size: number, rise: number): number =>
    size === 0 ? Infinity : Math.sqrt(2 * problem.rows * rise) / size;
  const rises = through
    .map((point) => lossAt(problem, point) - least)
    .filter((rise) => Number.isFinite(rise) && rise > 1e-12 * (1 + least));
  const top = Math.max(0, ...rises);
  // Equal steps outwards: the loss grows with the square of the distance.
  const levels = Array.from({ length: top === 0 ? 0 : most }, (_, index): Level => {
    const rise = top * ((index + 1) / most) ** 2;
    return {
      loss: least + rise,
      axes: [halfAxis(sizes[0]!, rise), halfAxis(sizes[1]!, rise)],
    };
  });
  const angle = Math.atan2(right.get(1, 0), right.get(0, 0));
  return { centre, angle, least, levels };
}

/** A point of a level line: `turn` in radians goes once around. */
export function pointOn(
  { centre, angle }: Contours,
  { axes }: Level,
  turn: number,
): [number, number] {
  const [a, b] = [axes[0] * Math.cos(turn), axes[1] * Math.sin(turn)];
  return [
    centre[0]! + a * Math.cos(angle) - b * Math.sin(angle),
    centre[1]! + a * Math.sin(angle) + b * Math.cos(angle),
  ];
}

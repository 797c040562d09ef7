/** Contour lines of a loss over two weights: ellipses around the minimiser, or parallel lines. */
import { directionsOf, lossAt, minimiser, type Problem, type Vector } from './problem.ts';

export interface Level {
  readonly loss: number;
  /** Semi-axes along the eigenvectors of XᵀX; Infinity along a direction that the data do not determine. */
  readonly axes: readonly [number, number];
}

export interface Contours {
  readonly centre: Vector;
  /** Angle of the first semi-axis from the w₁ axis, in radians. */
  readonly angle: number;
  readonly least: number;
  /** From the innermost to the outermost. */
  readonly levels: readonly Level[];
}

/**
 * Levels up to the highest loss among the points: L(w* + v) − L(w*) = vᵀAv / 2N, so that the semi-axis
 * along an eigenvector with eigenvalue λ is √(2N·(L − L*)/λ). Needs D = 2; throws RangeError otherwise.
 * @param through the outermost level passes through the one of these points with the highest loss
 * @param count number of levels
 */
export function contoursOf(problem: Problem, through: readonly Vector[], count = 9): Contours {
  if (problem.features !== 2) {
    throw new RangeError(`Cannot draw contour lines over ${problem.features} weights: wanted 2`);
  }
  const centre = minimiser(problem);
  const least = lossAt(problem, centre);
  const { sizes, right } = directionsOf(problem);
  // A's eigenvectors are X's right singular vectors, its eigenvalues the squares of X's singular values.
  const semiAxis = (size: number, rise: number): number =>
    size === 0 ? Infinity : Math.sqrt(2 * problem.rows * rise) / size;
  const rises = through
    .map((point) => lossAt(problem, point) - least)
    .filter((rise) => Number.isFinite(rise) && rise > 1e-12 * (1 + least));
  const top = Math.max(0, ...rises);
  // Evenly spaced: the loss grows with the square of the distance.
  const levels = Array.from({ length: top === 0 ? 0 : count }, (_, index): Level => {
    const rise = top * ((index + 1) / count) ** 2;
    return {
      loss: least + rise,
      axes: [semiAxis(sizes[0]!, rise), semiAxis(sizes[1]!, rise)],
    };
  });
  const angle = Math.atan2(right.get(1, 0), right.get(0, 0));
  return { centre, angle, least, levels };
}

/** A point of a contour line. @param turn its parameter, 0 … 2π for one revolution */
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

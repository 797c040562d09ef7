/** How far runs of one trial differ by rounding alone, and the resulting tolerance. */
import type { Course } from './figures.ts';

/** How far figures may be apart where other rounding leaves them nearer: trajectories.json's tolerance. */
export const tolerance = 1e-5;
/** So many times further than the other runs may the lab be: they are few, and do not find the worst. */
const factor = 10;
/** At this relative distance, runs are unrelated. */
export const lost = 0.1;

/** Of the runs with other rounding: how far they part, and when. */
export interface Parting {
  /** The first step, from 1 on, at which they are further apart than the tolerance; null where none is. */
  readonly step: number | null;
  /** The same of the versions of PyTorch alone. */
  readonly versions: number | null;
}

export const allowedBy = (spread: number): number => Math.max(tolerance, factor * spread);

export const firstParting = (spread: readonly number[]): number | null => {
  const at = spread.findIndex((value) => value > tolerance);
  return at === -1 ? null : at + 1;
};

/** How far the others are from the first at most, up to and with each step, and after the last. */
export function spreadOf(run: Course, others: readonly Course[]): number[] {
  const steps = Math.max(run.losses.length, ...others.map(({ losses }) => losses.length));
  const spread: number[] = [];
  let most = 0;
  for (let step = 0; step <= steps; step++) {
    for (const other of others) most = Math.max(most, between(other, run, step));
    spread.push(most);
  }
  return spread;
}

/** How far the losses of a step are apart; Infinity where one of the runs has ended and the other has not. */
export function between(a: Course, b: Course, step: number): number {
  const [x, y] = [a.losses[step], b.losses[step]];
  if (x === undefined && y === undefined) return a.status === b.status ? 0 : Infinity;
  return relative(x, y);
}

/** Cross-entropy is a difference of logits, and errors of it small beside one are no less for that. */
export const floor = 1e-2;

export function relative(x: number | undefined, y: number | undefined): number {
  if (x === y) return 0;
  if (x === undefined || y === undefined) return Infinity;
  return Math.abs(x - y) / Math.max(Math.abs(y), floor);
}

/**
 * Rows whose predicted class may be another where scores are moved by a share of their size.
 * @param within rows whose two largest scores are within 1e-4, 1e-3, … 1 of each other
 */
export function tiesWithin(within: readonly number[], share: number): number {
  const at = [1e-4, 1e-3, 1e-2, 1e-1].findIndex((near) => share <= near);
  return within.at(at) ?? 0;
}

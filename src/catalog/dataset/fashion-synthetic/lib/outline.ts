/** The simple outlines of which clothing is drawn, in a square of −1 … 1, y downwards. */
import type { Draws } from '../../../shared/draws.ts';

/** A filled outline, x₀, y₀, x₁, y₁, …; `tone` multiplies the fabric's brightness, 0 is background. */
export interface Layer {
  readonly outline: readonly number[];
  readonly tone: number;
}

export type Drawing = (draws: Draws) => Layer[];

/** A right half from top to bottom, closed by its mirror image. */
export function mirrored(half: readonly number[]): number[] {
  const outline = [...half];
  for (let i = half.length - 2; i >= 0; i -= 2) outline.push(-half[i]!, half[i + 1]!);
  return outline;
}

export const box = (left: number, top: number, right: number, bottom: number): number[] => [
  ...[left, top, right, top],
  ...[right, bottom, left, bottom],
];

export const stripe = (x0: number, y0: number, x1: number, y1: number, width: number): number[] => [
  ...[x0 - width / 2, y0, x0 + width / 2, y0],
  ...[x1 + width / 2, y1, x1 - width / 2, y1],
];

/** A circle by its rational points ((1 − t²) / (1 + t²), 2t / (1 + t²)), without a sine. */
export function ellipse(x: number, y: number, width: number, height: number): number[] {
  const half: number[] = [];
  for (const t of [-1, -0.6, -0.3, 0, 0.3, 0.6, 1]) {
    half.push((width * (1 - t * t)) / (1 + t * t), (height * 2 * t) / (1 + t * t));
  }
  return mirrored(half).map((value, i) => value + (i % 2 === 0 ? x : y));
}

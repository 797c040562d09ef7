/**
 * `fashion-synthetic`: generated drawings in the shape of Fashion-MNIST, for when the real files are
 * unavailable, and for tests. Every drawing is bent, rotated, scaled, shifted, given a fabric and
 * lighting, partly covered, and made noisy.
 */
import { allocateBytes } from '../../../../base/allocate.ts';
import { yieldToEventLoop } from '../../../../base/event-loop.ts';
import { Draws } from '../../../shared/draws.ts';
import { throwIfAborted } from '../../../../base/errors.ts';
import type { DatasetContent } from '../../../kinds/dataset.ts';
import type { GenerateOptions } from '../../../shared/generate.ts';
import { Canvas, side } from './canvas.ts';
import { drawings } from './garments.ts';

const seed = 433;
const classes = 10;
const inputs = side * side;

/**
 * The same bytes in every browser: 12,000 + 2,000 images by default, each class once in every ten. Throws LabError `aborted`.
 */
export async function syntheticFashion(options: GenerateOptions = {}): Promise<DatasetContent> {
  const { shared = false, signal, trainCount = 12_000, testCount = 2_000 } = options;
  const rows = trainCount + testCount;
  const features = allocateBytes(rows * inputs, shared);
  const targets = allocateBytes(rows, shared);
  const draws = new Draws(seed);
  const canvas = new Canvas();
  const order = Uint8Array.from({ length: classes }, (_, label) => label);
  for (let row = 0; row < rows; row++) {
    if (row % classes === 0) draws.shuffle(order);
    const label = order[row % classes]!;
    targets[row] = label;
    draw(label, draws, canvas);
    expose(canvas, draws, features.subarray(row * inputs, (row + 1) * inputs));
    if (row % 250 === 249) {
      options.onProgress?.(row + 1, rows);
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
  }
  options.onProgress?.(rows, rows);
  return { features, targets };
}

/** One garment on the canvas, without noise. */
function draw(label: number, draws: Draws, canvas: Canvas): void {
  const place = placement(draws);
  const fabric = texture(draws);
  canvas.clear();
  for (const { outline, tone } of drawings[label]!(draws)) {
    const bent: number[] = [];
    for (let i = 0; i < outline.length; i += 2) {
      const next = (i + 2) % outline.length;
      // Long edges are cut in four, so that they bend too.
      for (let quarter = 0; quarter < 1; quarter += 0.25) {
        const x = outline[i]! + quarter * (outline[next]! - outline[i]!);
        const y = outline[i + 1]! + quarter * (outline[next + 1]! - outline[i + 1]!);
        place(x, y, bent);
      }
    }
    canvas.fill(bent, (x, y) => tone * fabric(x, y));
  }
}

/** Bends (a smooth field over 4 × 4 knots), turns, scales, shears and shifts: square → pixels. */
function placement(draws: Draws): (x: number, y: number, into: number[]) => void {
  const knots = 4;
  const field = Float64Array.from({ length: 2 * knots * knots }, () => 0.055 * draws.bell());
  // cos and sin of a small angle from t = tan(angle / 2).
  const t = 0.03 * draws.bell();
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  // Garments are nearly symmetric, shoes are not: some look to the right.
  const facing = draws.chance(0.3) ? -1 : 1;
  const wide = facing * 12.4 * draws.between(0.82, 1.06);
  const high = 12.4 * draws.between(0.88, 1.04);
  const shear = 0.04 * draws.bell();
  const centreX = side / 2 + 0.8 * draws.bell();
  const centreY = side / 2 + 0.7 * draws.bell();
  return (x, y, into) => {
    const column = Math.min(knots - 1.001, Math.max(0, ((x + 1) / 2) * (knots - 1)));
    const row = Math.min(knots - 1.001, Math.max(0, ((y + 1) / 2) * (knots - 1)));
    const [i, j] = [Math.floor(column), Math.floor(row)];
    const [u, v] = [smooth(column - i), smooth(row - j)];
    const at = 2 * (j * knots + i);
    const mixed = (k: number) =>
      (1 - v) * ((1 - u) * field[at + k]! + u * field[at + 2 + k]!) +
      v * ((1 - u) * field[at + 2 * knots + k]! + u * field[at + 2 * knots + 2 + k]!);
    const bentX = wide * (x + mixed(0) + shear * y);
    const bentY = high * (y + mixed(1));
    into.push(centreX + cos * bentX - sin * bentY, centreY + sin * bentX + cos * bentY);
  };
}

const smooth = (x: number): number => x * x * (3 - 2 * x);

/** A zigzag of period 1 between 0 and 1: what a sine is for elsewhere. */
const zigzag = (x: number): number => Math.abs(2 * (x - Math.floor(x)) - 1);

/** The fabric's brightness at a pixel: plain, striped, checked or fading, and lit from one side. */
function texture(draws: Draws): (x: number, y: number) => number {
  const bright = draws.between(0.3, 0.98);
  const kind = draws.integer(6);
  const depth = draws.between(0.15, 0.5);
  const period = draws.between(2.5, 9);
  const phase = draws.between(0, 1);
  const lightX = 0.012 * draws.bell();
  const lightY = 0.012 * draws.bell();
  const light = (x: number, y: number) => bright * (1 + lightX * (x - 14) + lightY * (y - 14));
  switch (kind) {
    case 0:
      return (x, y) => light(x, y) * (1 - depth * zigzag(y / period + phase));
    case 1:
      return (x, y) => light(x, y) * (1 - depth * zigzag(x / period + phase));
    case 2:
      return (x, y) =>
        light(x, y) * (1 - depth * zigzag(x / period + phase) * zigzag(y / period + phase));
    case 3:
      return (x, y) => light(x, y) * (1 - (depth * y) / side);
    default:
      return light;
  }
}

/** Sometimes covers a part, adds noise, and writes bytes. */
function expose(canvas: Canvas, draws: Draws, into: Uint8Array): void {
  const { pixels } = canvas;
  if (draws.chance(0.2)) {
    const [left, top] = [draws.integer(side), draws.integer(side)];
    const right = Math.min(side, left + 3 + draws.integer(7));
    const bottom = Math.min(side, top + 3 + draws.integer(7));
    const shade = draws.chance(0.5) ? 0 : draws.between(0, 1);
    for (let y = top; y < bottom; y++) pixels.fill(shade, y * side + left, y * side + right);
  }
  const noise = draws.between(0.02, 0.09);
  for (let i = 0; i < inputs; i++) {
    // A photograph's empty background stays nearly black.
    const strength = pixels[i]! > 0.02 ? noise : noise / 3;
    const value = pixels[i]! + strength * draws.bell();
    into[i] = value <= 0 ? 0 : value >= 1 ? 255 : Math.round(255 * value);
  }
}

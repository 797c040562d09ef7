/** What has sleeves: T-shirt, pullover, coat, shirt and dress. */
import type { Draws } from '../../../shared/draws.ts';
import { box, ellipse, mirrored, stripe } from './outline.ts';
import type { Drawing, Layer } from './outline.ts';

interface Top {
  readonly shoulder: number;
  readonly neck: number;
  readonly neckDepth: number;
  readonly waist: number;
  readonly hem: number;
  readonly length: number;
  /** 0: none; 1: down to the hips. */
  readonly sleeve: number;
  readonly sleeveWidth: number;
}

const shoulderHeight = -0.72;

/** What T-shirt, pullover, dress, coat and shirt share: body, two sleeves and the hole for the neck. */
function top(draws: Draws, m: Top): Layer[] {
  const armpit = -0.32;
  const layers: Layer[] = [];
  if (m.sleeve > 0) {
    const spread = draws.between(0.2, 0.42);
    const endX = m.shoulder + spread * Math.sqrt(m.sleeve);
    const endY = shoulderHeight + 0.1 + 1.35 * m.sleeve;
    const sleeve = [
      ...[m.shoulder - 0.14, shoulderHeight + 0.03, m.shoulder + 0.06, shoulderHeight + 0.14],
      ...[endX, endY, endX - m.sleeveWidth, endY + 0.06],
      ...[m.waist - 0.08, armpit + 0.12],
    ];
    const tone = draws.between(0.82, 1.02);
    layers.push({ outline: sleeve, tone });
    layers.push({ outline: sleeve.map((value, i) => (i % 2 === 0 ? -value : value)), tone });
  }
  const body = [
    ...[m.neck, shoulderHeight - 0.1, m.shoulder, shoulderHeight + 0.06],
    ...[m.waist + 0.05, armpit, m.waist, 0.15],
    ...[m.hem, m.length],
  ];
  layers.push({ outline: mirrored(body), tone: 1 });
  const neckline = [
    m.neck,
    shoulderHeight - 0.12,
    m.neck * 0.6,
    shoulderHeight - 0.1 + m.neckDepth,
  ];
  layers.push({ outline: mirrored(neckline), tone: draws.between(0, 0.5) });
  return layers;
}

export const tShirt: Drawing = (draws) =>
  top(draws, {
    shoulder: draws.between(0.42, 0.6),
    neck: draws.between(0.16, 0.28),
    neckDepth: draws.between(0.06, 0.3),
    waist: draws.between(0.38, 0.54),
    hem: draws.between(0.4, 0.58),
    length: draws.between(0.56, 0.84),
    sleeve: draws.chance(0.12) ? 0 : draws.between(0.14, 0.36),
    sleeveWidth: draws.between(0.16, 0.26),
  });

export const pullover: Drawing = (draws) => {
  const length = draws.between(0.55, 0.82);
  const hem = draws.between(0.38, 0.52);
  const layers = top(draws, {
    shoulder: draws.between(0.42, 0.58),
    neck: draws.between(0.14, 0.26),
    neckDepth: draws.between(0.03, 0.18),
    waist: draws.between(0.4, 0.54),
    hem,
    length,
    sleeve: draws.between(0.7, 1),
    sleeveWidth: draws.between(0.14, 0.24),
  });
  if (draws.chance(0.5)) {
    const band = box(-hem, length - draws.between(0.08, 0.16), hem, length);
    layers.push({ outline: band, tone: draws.between(0.75, 1.1) });
  }
  return layers;
};

export const coat: Drawing = (draws) => {
  const length = draws.between(0.8, 1);
  const layers = top(draws, {
    shoulder: draws.between(0.44, 0.6),
    neck: draws.between(0.14, 0.24),
    neckDepth: draws.between(0.12, 0.45),
    waist: draws.between(0.42, 0.56),
    hem: draws.between(0.48, 0.66),
    length,
    sleeve: draws.between(0.72, 1),
    sleeveWidth: draws.between(0.15, 0.25),
  });
  const x = draws.between(-0.06, 0.06);
  const front = stripe(
    x,
    shoulderHeight,
    x + draws.between(-0.05, 0.05),
    length,
    draws.between(0.06, 0.14),
  );
  const tone = draws.chance(0.65) ? draws.between(0, 0.6) : draws.between(1.25, 1.6);
  if (draws.chance(0.9)) layers.push({ outline: front, tone });
  return layers;
};

export const shirt: Drawing = (draws) => {
  const length = draws.between(0.66, 0.95);
  const neck = draws.between(0.13, 0.26);
  const layers = top(draws, {
    shoulder: draws.between(0.42, 0.58),
    neck,
    neckDepth: draws.between(0.08, 0.34),
    waist: draws.between(0.38, 0.52),
    hem: draws.between(0.4, 0.58),
    length,
    sleeve: draws.chance(0.35) ? draws.between(0.3, 0.55) : draws.between(0.6, 0.95),
    sleeveWidth: draws.between(0.13, 0.24),
  });
  const tone = draws.chance(0.6) ? draws.between(0.3, 0.7) : draws.between(1.15, 1.5);
  if (draws.chance(0.85)) {
    const y = shoulderHeight - 0.14;
    const collar = [neck + 0.05, y, neck + 0.08, y + 0.16, 0.04, y + 0.3, neck * 0.5, y + 0.1];
    layers.push({ outline: collar, tone });
    layers.push({ outline: collar.map((value, i) => (i % 2 === 0 ? -value : value)), tone });
  }
  if (draws.chance(0.7)) {
    const step = draws.between(0.2, 0.3);
    for (let y = shoulderHeight + 0.4; y < length - 0.1; y += step) {
      layers.push({ outline: ellipse(0, y, 0.05, 0.05), tone: tone < 0.85 ? 1.3 : 0.5 });
    }
  }
  return layers;
};

export const dress: Drawing = (draws) =>
  top(draws, {
    shoulder: draws.between(0.2, 0.42),
    neck: draws.between(0.1, 0.22),
    neckDepth: draws.between(0.06, 0.36),
    waist: draws.between(0.2, 0.36),
    hem: draws.between(0.28, 0.62),
    length: draws.between(0.86, 1),
    sleeve: draws.chance(0.5) ? 0 : draws.between(0.1, 0.8),
    sleeveWidth: draws.between(0.1, 0.2),
  });

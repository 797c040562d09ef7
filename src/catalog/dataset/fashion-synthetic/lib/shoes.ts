/** What is worn on feet: sandal, sneaker and ankle boot. */
import type { Draws } from '../../../shared/draws.ts';
import { box, stripe } from './outline.ts';
import type { Drawing, Layer } from './outline.ts';

/** Height of the ground on which shoes stand. */
const ground = 0.5;

export const sandal: Drawing = (draws) => {
  const heel = draws.between(0, 0.55);
  const thick = draws.between(0.08, 0.2);
  const ankle = ground - heel;
  const sole = [
    ...[-0.9, ground - thick - 0.04, -0.2, ground - thick, 0.3, ankle - thick, 0.85, ankle - thick],
    ...[0.85, ankle, 0.3, ankle + 0.04, -0.2, ground, -0.9, ground],
  ];
  const layers: Layer[] = [{ outline: sole, tone: 1 }];
  if (heel > 0.15)
    layers.push({ outline: stripe(0.74, ankle, 0.76, ground, draws.between(0.08, 0.2)), tone: 1 });
  const straps = 1 + draws.integer(4);
  for (let i = 0; i < straps; i++) {
    const x = draws.between(-0.75, 0.6);
    const foot = x > 0.2 ? ankle : ground;
    const lean = draws.between(-0.3, 0.35);
    const strap = stripe(
      x,
      foot - thick,
      x + lean,
      foot - draws.between(0.25, 0.75),
      draws.between(0.07, 0.2),
    );
    layers.push({ outline: strap, tone: draws.between(0.6, 1.1) });
  }
  return layers;
};

/** What sneaker and ankle boot share: a foot, a shaft of some height, a sole and a heel. */
function shoe(draws: Draws, shaft: number, heel: number): Layer[] {
  const toe = draws.between(0.16, 0.34);
  const open = draws.between(0.14, 0.3);
  const sole = draws.between(0.06, 0.16);
  const upper = [
    ...[-0.9, ground, -0.9, ground - toe, -0.35, ground - toe - 0.12, 0.02, ground - shaft * 0.72],
    ...[0.84 - 2 * open, ground - shaft, 0.84, ground - shaft - draws.between(-0.05, 0.1)],
    ...[0.88, ground],
  ];
  const layers: Layer[] = [
    { outline: upper, tone: 1 },
    { outline: box(-0.94, ground - sole, 0.92, ground + 0.03), tone: draws.between(0.4, 1.25) },
  ];
  if (heel > 0) {
    layers.push({ outline: box(0.45, ground, 0.9, ground + heel), tone: draws.between(0.6, 1) });
  }
  return layers;
}

export const sneaker: Drawing = (draws) => {
  const layers = shoe(draws, draws.between(0.42, 0.72), 0);
  for (let i = draws.integer(4); i > 0; i--) {
    const x = draws.between(-0.4, 0.4);
    const lace = stripe(x, ground - 0.45, x + draws.between(-0.2, 0.2), ground - 0.15, 0.07);
    layers.push({ outline: lace, tone: draws.between(0.3, 1.4) });
  }
  return layers;
};

export const ankleBoot: Drawing = (draws) =>
  shoe(draws, draws.between(0.8, 1.3), draws.chance(0.6) ? draws.between(0.05, 0.3) : 0);

/**
 * How the ten kinds of clothing are drawn: outlines in a square of −1 … 1, with random measures each time. The kinds overlap on purpose (a shirt may have short sleeves, a pullover may be as long as a
 * coat), as the photographs do.
 */
import { box, ellipse, mirrored } from './outline.ts';
import type { Drawing, Layer } from './outline.ts';
import { ankleBoot, sandal, sneaker } from './shoes.ts';
import { coat, dress, pullover, shirt, tShirt } from './tops.ts';

const trouser: Drawing = (draws) => {
  const waist = draws.between(0.24, 0.4);
  const ankle = draws.between(0.12, 0.3);
  const apart = draws.between(0.02, 0.2);
  const crotch = draws.between(-0.5, -0.2);
  const length = draws.between(0.8, 1);
  const leg = [
    0,
    -0.92,
    waist,
    -0.92,
    waist + 0.06,
    crotch,
    apart + ankle,
    length,
    apart,
    length,
    0,
    crotch,
  ];
  const layers = [
    { outline: leg, tone: 1 },
    {
      outline: leg.map((value, i) => (i % 2 === 0 ? -value : value)),
      tone: draws.between(0.85, 1),
    },
  ];
  const belt = box(-waist, -0.94, waist, -0.8);
  if (draws.chance(0.4)) layers.push({ outline: belt, tone: draws.between(0.5, 1.2) });
  return layers;
};

const bag: Drawing = (draws) => {
  const width = draws.between(0.5, 0.92);
  const narrow = draws.between(0.7, 1.05) * width;
  const upper = draws.between(-0.45, 0.05);
  const lower = draws.between(0.45, 0.85);
  const layers: Layer[] = [];
  if (draws.chance(0.85)) {
    const [wide, high, thick] = [
      draws.between(0.25, 0.6),
      draws.between(0.2, 0.55),
      draws.between(0.06, 0.14),
    ];
    layers.push({ outline: ellipse(0, upper, wide, high), tone: draws.between(0.6, 1.1) });
    layers.push({ outline: ellipse(0, upper, wide - thick, high - thick), tone: 0 });
  }
  layers.push({ outline: mirrored([narrow, upper, width, lower]), tone: 1 });
  const flap = mirrored([narrow, upper, narrow * 0.9, upper + draws.between(0.15, 0.5)]);
  if (draws.chance(0.6)) layers.push({ outline: flap, tone: draws.between(0.7, 1.2) });
  return layers;
};

/** In the order of Fashion-MNIST's class indices. */
export const drawings: readonly Drawing[] = [
  tShirt,
  trouser,
  pullover,
  dress,
  coat,
  sandal,
  shirt,
  sneaker,
  bag,
  ankleBoot,
];

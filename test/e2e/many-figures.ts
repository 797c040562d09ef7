/** The figures of many-measures.ts as JSON, for the bench: `node --import tsx test/e2e/many-figures.ts 8`. */
import { longestOf, measureMany } from './many-measures.ts';
import { twoThousand, type Shape } from './many.ts';
import { openLab } from './support.ts';

const seconds = Number(process.argv[2] ?? 8);
const shapes: Readonly<Record<string, Shape>> = {
  20: [2, 2, 5],
  200: [4, 5, 10],
  2000: twoThousand,
};
const lab = await openLab();
const figures = [];
for (const [trials, shape] of Object.entries(shapes)) {
  const { busy, ...measures } = await measureMany(lab, shape, seconds);
  figures.push({ trials: Number(trials), ...measures, longest: longestOf(busy) });
}
await lab.close();
console.log(JSON.stringify({ figures }));

/**
 * Freezes the ids of a hundred networks as lists of layers in `lists.json` beside this file. It is run once, by the
 * commit with which documents take lists, and refuses to write over what is there.
 *
 *     npx tsx test/frozen/freeze-lists.ts
 */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { base, document, trialsOf } from '../document/documents.ts';
import { drawnList, shortList, type Kind } from '../document/lists.ts';

const file = path.join(import.meta.dirname, 'lists.json');
if (existsSync(file)) throw new Error(`${file} is there already, and is never written again`);

const datasets: Readonly<Record<Kind, object>> = {
  images: base.dataset,
  table: { name: 'california-housing', trainSize: 1000 },
};
const written = [
  ...Array.from({ length: 120 }, (_, at) => {
    const kind: Kind = at % 2 === 0 ? 'images' : 'table';
    return { kind, layers: drawnList(at, kind, kind === 'images' ? 784 : 8) };
  })
    .filter(({ layers }) => layers.length > 1)
    .slice(0, 90),
  ...['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'].flatMap((activation, at) => [
    { kind: 'images' as const, layers: shortList(at + 1, 16, activation) },
    { kind: 'table' as const, layers: [{ name: 'flatten' }, ...shortList(2, at + 1, activation)] },
  ]),
];

const frozen = written.map(({ kind, layers }) => {
  const trial = { dataset: datasets[kind], model: { layers } };
  return { trial, id: trialsOf(document({}, trial))[0]!.id };
});
writeFileSync(file, `${JSON.stringify(frozen, null, 1)}\n`);

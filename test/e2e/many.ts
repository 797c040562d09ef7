/** Experiments of many trials, as links to open them with, and what a page has of them. */
import type { Page } from 'playwright-core';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';

/** How many values each of three axes has: learning rates, layer widths, seeds. */
export type Shape = readonly [rates: number, widths: number, seeds: number];

/** The most that a document may ask for, with seeds to be drawn together. */
export const twoThousand: Shape = [10, 10, 20];
/** As many without seeds: each is a cell of one grid, and a line of its own. */
export const twoThousandCells: Shape = [40, 50, 1];

const counted = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** An experiment of small networks on generated data. */
export function manyDocument(
  [rates, widths, seeds]: Shape,
  settings: Readonly<Record<string, unknown>> = {},
  dataset: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const axes = [
    { path: 'optimizer.learningRate', values: counted(rates).map((rate) => rate / 1000) },
    { path: 'model.width', values: counted(widths) },
    { path: 'seed', values: counted(seeds) },
  ];
  return {
    format: 'a2-experiment',
    version: 1,
    name: 'many',
    title: 'Many trials',
    trial: {
      dataset: { name: 'housing-synthetic', ...dataset },
      model: { depth: 1, width: 8, activation: 'relu' },
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 64,
      epochs: 100,
      ...settings,
    },
    axes: axes.filter(({ values }) => values.length > 1),
  };
}

/** The address of such an experiment. */
export async function manyLink(...settings: Parameters<typeof manyDocument>): Promise<string> {
  const parsed = parseExperiment(manyDocument(...settings));
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return `x/${await linkOf(parsed.experiment)}`;
}

/** The nodes of a page, shadow trees included. */
export const nodesOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    let found = 0;
    const pending: Node[] = [document];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      found++;
      pending.push(...node.childNodes);
      if (node instanceof Element && node.shadowRoot !== null) pending.push(node.shadowRoot);
    }
    return found;
  });

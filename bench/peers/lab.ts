/**
 * One of the lab's engines, by its name, behind the interface that the lab itself uses.
 *
 *   node lab.mjs <folder of the works> <engine>
 */
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import type { Engine, Training } from '../../workers/engine/types.ts';
import { serve } from '../lib/line-protocol.mjs';
import { runs } from '../lib/peer-runs.mjs';
import { batchWalk, readList, readWork } from '../lib/work-folder.mjs';
import { openList, timeConvolution } from './lists.ts';
import { timeProducts } from './products.ts';

const [folder = '.', name = 'auto'] = process.argv.slice(2);

/** Trains a session on consecutive batches of `rows`; returns their mean losses. */
async function trainRows(
  session: Training,
  rows: Int32Array,
  batchSize: number,
): Promise<number[]> {
  const all: number[] = [];
  for await (const { losses } of session.train(rows, batchSize)) all.push(...losses);
  return all;
}

async function open(engine: Engine, name: string) {
  const list = readList(folder, name);
  if (list !== null) {
    return trainer(await openList(engine, list), list.order, list.batchSize);
  }
  const work = readWork(folder, name);
  const { sizes, activation, task, layers, optimizer, train, test, order, batchSize } = work;
  const session = await engine.open({
    sizes,
    activation,
    loss: defaultLoss(task),
    parameters: layers,
    optimizer,
    train,
    test,
  });
  return trainer(session, order, batchSize);
}

function trainer(session: Training, order: Int32Array, batchSize: number) {
  const walk = batchWalk(order, batchSize);
  return async (steps: number): Promise<number[]> => {
    const losses: number[] = [];
    for (const rows of walk.pieces(steps)) {
      losses.push(...(await trainRows(session, rows, batchSize)));
    }
    return losses;
  };
}

await serve(async () => {
  const engine = await chooseEngine(name as EngineChoice);
  const run = runs((work) => open(engine, work));
  const { info } = engine;
  return {
    greeting: {
      name: `lab, ${info.name}`,
      device: `${info.device ?? 'JavaScript'}, 1 thread, Node ${process.versions.node}`,
    },
    answer: (question) => {
      if (typeof question.products === 'string')
        return timeProducts(engine, readWork(folder, question.products), Number(question.steps));
      if (typeof question.convolution === 'number')
        return timeConvolution(engine, question.convolution, Number(question.steps));
      return run(question);
    },
  };
});

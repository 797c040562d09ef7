/** Times the dense products of a step alone: no gathering, no activations, no loss, no optimiser. */
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { WasmSession } from '../../workers/engine/wasm/session.ts';
import type { readWork } from '../lib/work-folder.mjs';

type Work = ReturnType<typeof readWork>;

/** Steps before the clock starts: the first ones run in the baseline compiler's code. */
const warmUp = 200;

/** Milliseconds for the products of one step of the work; null where the engine cannot measure them. */
export async function timeProducts(
  engine: Engine,
  { sizes, activation, task, layers, optimizer, train, test, order, batchSize }: Work,
  steps: number,
): Promise<{ ms: number | null }> {
  const session = await engine.open({
    sizes,
    activation,
    loss: defaultLoss(task),
    parameters: layers,
    optimizer,
    train,
    test,
  });
  try {
    if (!(session instanceof WasmSession)) return { ms: null };
    // A real step first, so that the products have real values.
    for (const { losses } of session.train(order.subarray(0, batchSize), batchSize)) {
      if (losses.length > 0) break;
    }
    for (let step = 0; step < warmUp; step++) session.multiply(batchSize);
    const started = performance.now();
    for (let step = 0; step < steps; step++) session.multiply(batchSize);
    return { ms: (performance.now() - started) / steps };
  } finally {
    session.close();
  }
}

/** An engine's results for a loss: with an identity network, and one step with learning rate 1. */
import { assert } from 'chai';
import { parse } from 'valibot';
import type { LossName } from '../../src/catalog/registry/loss.meta.ts';
import { lossSchema, optimizerSchema } from '../../src/document/schema.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { measuredLoss } from '../../src/catalog/lookup/loss.ts';
import { criterionOf } from '../../workers/trial/criterion.ts';
import { partOf, rowsOf, widthOf } from './losses.ts';
import { lossOracle } from './registry/loss.oracle.ts';

/** @param count rows: with full and partly filled panels */
export async function assertEngine(engine: Engine, name: LossName, count: number): Promise<void> {
  const width = widthOf(name);
  const rows = rowsOf(name, count, width);
  const part = partOf(name, rows);
  const session = await engine.open({
    sizes: [width, width],
    activation: 'linear',
    loss: name,
    criterion: criterionOf(parse(lossSchema, { name }), {
      train: part,
      test: part,
      outputs: width,
    }),
    parameters: [
      {
        inputs: width,
        outputs: width,
        weight: Float32Array.from({ length: width * width }, (_, at) =>
          at % (width + 1) === 0 ? 1 : 0,
        ),
        bias: new Float32Array(width),
      },
    ],
    optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 1 }),
    train: part,
    test: part,
  });
  const { value, gradient } = lossOracle[name];
  const mean = rows.reduce((sum, row) => sum + value(row.outputs, row.targets), 0) / count;
  const slopes = rows.map((row) => gradient(row.outputs, row.targets).map((each) => each / count));
  const near = (found: number, wanted: number, what: string) =>
    assert.approximately(found, wanted, 1e-6 * Math.max(1, Math.abs(wanted)), what);
  try {
    // Parts are measured by the task's loss, whatever trains.
    const measured = lossOracle[measuredLoss(name)];
    const sum = rows.reduce((all, row) => all + measured.value(row.outputs, row.targets), 0);
    near((await session.evaluate('test', 0, count)).loss / count, sum / count, 'evaluated');
    for await (const stretch of session.train(Int32Array.from(rows.keys()), count))
      for (const loss of stretch.losses) near(loss, mean, 'trained');
    const [after] = await session.parameters();
    for (let k = 0; k < width; k++) {
      const sum = slopes.reduce((total, row) => total + row[k]!, 0);
      near(-after!.bias[k]!, sum, `gradient of output ${k}`);
    }
  } finally {
    session.close();
  }
}

/** Every metric of a regression, of predictions that no engine made. */
import { AskedMetrics } from '../../catalog/lookup/asked-metrics.ts';
import { askedMetrics, metricsOf, type FiguresOf } from '../../catalog/lookup/metric.ts';
import { figuresOfSums } from '../../catalog/lookup/record.ts';

const asked = metricsOf('regression').filter((name) => askedMetrics.includes(name));

/**
 * Under their keys, as a record has those of a test part; in float64.
 * @param predicted [count] @param targets [count], in the same unit
 */
export function regressionFigures(
  predicted: ArrayLike<number>,
  targets: ArrayLike<number>,
): FiguresOf<'test', 'regression'> {
  const count = targets.length;
  let [squares, absolute] = [0, 0];
  for (let row = 0; row < count; row++) {
    const error = predicted[row]! - targets[row]!;
    squares += error * error;
    absolute += Math.abs(error);
  }
  const more = new AskedMetrics(asked);
  more.add(predicted, targets);
  const sums = { loss: squares, correct: 0, absolute };
  return { ...figuresOfSums('regression', 'test', sums, count), ...more.figures('test') };
}

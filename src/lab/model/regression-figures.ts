/** All regression metrics for predictions that no engine made. */
import { AskedMetrics } from '../../catalog/lookup/asked-metrics.ts';
import { askedMetrics, metricsOf, type FiguresOf } from '../../catalog/lookup/metric.ts';
import { figuresOfValues } from '../../catalog/lookup/value-figures.ts';

const asked = metricsOf('regression').filter((name) => askedMetrics.includes(name));

/**
 * Figures by key, as in a record's test part; in float64.
 * @param predicted [count] @param targets [count], in the same unit
 */
export function regressionFigures(
  predicted: ArrayLike<number>,
  targets: ArrayLike<number>,
): FiguresOf<'test', 'regression'> {
  const more = new AskedMetrics(asked);
  more.add(predicted, targets);
  return { ...figuresOfValues('test', (row) => predicted[row]!, targets), ...more.figures('test') };
}

/** A regression's record figures for values that no engine predicted. */
import type { PartName } from '../kinds/metric.ts';
import { lossReference } from '../registry/loss.reference.ts';
import { defaultLoss } from './loss.ts';
import type { FiguresOf } from './metric.ts';
import { figuresOfSums } from './record.ts';

/** *
 * Figures by key, in float64.
 * @param predicted of a row @param targets [count]
 */
export function figuresOfValues<Part extends PartName>(
  part: Part,
  predicted: (row: number) => number,
  targets: ArrayLike<number>,
): FiguresOf<Part, 'regression'> {
  const task = 'regression';
  const { value } = lossReference[defaultLoss(task)];
  const sums = { loss: 0, correct: 0, absolute: 0 };
  for (let row = 0; row < targets.length; row++) {
    const [output, target] = [predicted(row), targets[row]!];
    sums.loss += value([output], [target]);
    sums.absolute += Math.abs(output - target);
  }
  return figuresOfSums(task, part, sums, targets.length);
}

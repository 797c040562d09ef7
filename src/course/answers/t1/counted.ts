/** The closed forms of question T1, compared with operations counted while a network runs. */
import {
  Counter,
  countedBackpropagation,
  countedFiniteDifferences,
  countedForward,
  type Gradients,
} from '../../theory/instrumented.ts';
import { exampleNet } from '../../theory/example-net.ts';
import {
  backpropagationOperations,
  finiteDifferenceOperations,
  forwardOperations,
  total,
  type NetSize,
} from '../../theory/operations.ts';

export interface CountedRow {
  readonly what: string;
  readonly closedForm: number;
  readonly counted: number;
}

export interface Count {
  /** The size that was run: the chosen one, limited so that it takes only a moment. */
  readonly size: NetSize;
  readonly rows: readonly CountedRow[];
  /** Largest difference between the gradients of the two methods. */
  readonly maxDifference: number;
}

const maxSize: NetSize = { samples: 3, features: 4, hidden: 4, outputs: 3 };
const seed = 433;

export const limitedSize = (size: NetSize): NetSize => ({
  samples: Math.min(size.samples, maxSize.samples),
  features: Math.min(size.features, maxSize.features),
  hidden: Math.min(size.hidden, maxSize.hidden),
  outputs: Math.min(size.outputs, maxSize.outputs),
});

export const sameSize = (a: NetSize, b: NetSize): boolean =>
  a.samples === b.samples &&
  a.features === b.features &&
  a.hidden === b.hidden &&
  a.outputs === b.outputs;

const flat = ({ w1, b1, w2, b2 }: Gradients): number[] => [
  ...w1.flat(),
  ...b1,
  ...w2.flat(),
  ...b2,
];

export function countByRunning(chosen: NetSize): Count {
  const size = limitedSize(chosen);
  const { x, classes, net } = exampleNet(size, 'tanh', seed);
  const forward = new Counter();
  countedForward(x, net, forward);
  const back = new Counter();
  const exact = flat(countedBackpropagation(x, classes, net, back));
  const differences = new Counter();
  const near = flat(countedFiniteDifferences(x, classes, net, 1e-5, differences));
  const row = (what: string, closedForm: number, counter: Counter): CountedRow => ({
    what,
    closedForm,
    counted: total(counter.operations),
  });
  return {
    size,
    rows: [
      row('one forward pass', total(forwardOperations(size)), forward),
      row(
        'all gradients by finite differences',
        total(finiteDifferenceOperations(size)),
        differences,
      ),
      row('all gradients by backpropagation', total(backpropagationOperations(size)), back),
    ],
    maxDifference: Math.max(...exact.map((value, i) => Math.abs(value - (near[i] ?? NaN)))),
  };
}

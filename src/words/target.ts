/** What a trial's target is called, and how its amounts are written. */
import { tableOf, type DatasetIdentity } from '../experiment/parameters.ts';
import { dollars, significant } from './format.ts';

export interface TargetWords {
  /** The unit of a squared error. */
  readonly squared: string;
  /** The unit of an error. */
  readonly unit: string;
  /** An amount of the target. */
  readonly amount: (value: number) => string;
  /** What is predicted for, in the plural. */
  readonly rows: string;
  /** Whether it is house values in $100,000; a column of one's own may be named anything. */
  readonly houses: boolean;
  /** What is predicted. */
  readonly title: string;
}

const longest = 24;

/** Of a regression. The target of a table of one's own has a name and no unit that is known. */
export function targetWords(dataset: DatasetIdentity): TargetWords {
  const table = tableOf(dataset);
  if (table === null) {
    return {
      squared: '($100,000)²',
      unit: '$100,000',
      amount: dollars,
      rows: 'districts',
      houses: true,
      title: 'median house value',
    };
  }
  const { target } = table;
  const name = target.length > longest ? `${target.slice(0, longest - 1)}…` : target;
  return {
    squared: `(${name})²`,
    unit: name,
    amount: (value) => significant(value, 4),
    rows: 'rows',
    houses: false,
    title: name,
  };
}

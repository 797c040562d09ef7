/** Random user tables, as in real files: gaps, categories, nearly constant columns. */
import fc from 'fast-check';

export interface DrawnTable {
  readonly csv: string;
  readonly target: string;
  readonly task: 'classification' | 'regression';
  readonly columns: readonly string[];
  readonly missing: 'drop' | 'mean';
  readonly testFraction: number;
}

type Cells = fc.Arbitrary<string>;

const hundredths = fc.integer({ min: -1000, max: 1000 }).map((value) => String(value / 100));

/** What the cells of a column may hold, by the kind of column. */
const kinds: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Cells> }[] = [
  { weight: 4, arbitrary: fc.constant(hundredths) },
  { weight: 2, arbitrary: fc.constant(fc.integer({ min: 0, max: 9 }).map(String)) },
  // A large mean beside a small deviation: 1000000.1, 1000000.2, …
  {
    weight: 1,
    arbitrary: fc.constant(fc.integer({ min: 1, max: 9 }).map((digit) => `1000000.${digit}`)),
  },
  // The same in all rows, or in nearly all: whether in those that are trained on, the split says.
  { weight: 2, arbitrary: fc.constantFrom('0.1', '-3.3', '1e-9').map((cell) => fc.constant(cell)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0.1', '52').map((usual) => usually(usual, fc.constant('7.7'))),
  },
  { weight: 1, arbitrary: fc.constantFrom('e-200', 'e150').map((power) => scaled(power)) },
  {
    weight: 3,
    arbitrary: fc.constant(fc.constantFrom('red', 'green', 'deep blue', 'Übergröße')),
  },
];

const usually = (usual: string, other: Cells): Cells =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const scaled = (power: string): Cells =>
  fc.integer({ min: 1, max: 99 }).map((digits) => `${digits}${power}`);

const withGaps = (cells: Cells, perCent: number): Cells =>
  fc.oneof(
    { weight: 100 - perCent, arbitrary: cells },
    { weight: perCent, arbitrary: fc.constant('') },
  );

/** Rows in which nothing is missing, so that every table has some that can be used. */
const whole = 6;

/** One column of `rows` cells. */
const columnOf = (rows: number, kind: fc.Arbitrary<Cells>, gaps: fc.Arbitrary<number>) =>
  fc.tuple(kind, gaps).chain(([cells, perCent]) =>
    fc
      .tuple(
        fc.array(cells, { minLength: whole, maxLength: whole }),
        fc.array(withGaps(cells, perCent), {
          minLength: rows - whole,
          maxLength: rows - whole,
          size: 'max',
        }),
      )
      .map(([first, others]) => [...first, ...others]),
  );

const featureGaps = fc.constantFrom(0, 10, 50);
const targetGaps = fc.constantFrom(0, 0, 5);

const classes = fc.constantFrom(['a', 'b'], ['0', '1', '2'], ['no', 'perhaps', 'yes', 'ja']);

/** The target's cells; a classification has two classes at least. */
const targetOf = (rows: number, task: DrawnTable['task']) =>
  task === 'regression'
    ? fc
        .constantFrom(hundredths, fc.integer({ min: 10_000, max: 900_000 }).map(String))
        .chain((cells) => columnOf(rows, fc.constant(cells), targetGaps))
    : classes.chain(([first = '', second = '', ...others]) =>
        columnOf(rows, fc.constant(fc.constantFrom(first, second, ...others)), targetGaps).map(
          (cells) => [first, second, ...cells.slice(2)],
        ),
      );

export const drawnTables: fc.Arbitrary<DrawnTable> = fc
  .record({
    rows: fc.integer({ min: 12, max: 90 }),
    count: fc.integer({ min: 1, max: 5 }),
    task: fc.constantFrom('classification' as const, 'regression' as const),
    missing: fc.constantFrom('drop' as const, 'mean' as const, 'mean' as const),
    testFraction: fc.constantFrom(0.1, 0.25, 0.25, 0.5),
  })
  .chain(({ rows, count, task, missing, testFraction }) =>
    fc
      .tuple(
        fc.array(columnOf(rows, fc.oneof(...kinds), featureGaps), {
          minLength: count,
          maxLength: count,
        }),
        targetOf(rows, task),
      )
      .map(([features, target]) => {
        const columns = features.map((_, index) => `x${index + 1}`);
        const lines = target.map((cell, row) =>
          [...features.map((cells) => cells[row]), cell].join(','),
        );
        const csv = [[...columns, 'y'].join(','), ...lines, ''].join('\n');
        return { csv, target: 'y', task, columns, missing, testFraction };
      }),
  );

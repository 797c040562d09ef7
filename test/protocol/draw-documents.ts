/** Random experiments over all settings that a document can have, small enough to be trained in a moment. */
import fc from 'fast-check';
import { drawnTables, type DrawnTable } from './draw-tables.ts';

/** Those that protocol.py has written anew; the suites of the catalog look at all. */
const activations = ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'linear'] as const;

type Tree = Readonly<Record<string, unknown>>;

export interface DrawnDocument {
  readonly trial: Tree & { readonly dataset: Tree };
  readonly axes: readonly { readonly path: string; readonly values: readonly unknown[] }[];
  /** What the dataset is where it is a table of one's own. */
  readonly table: DrawnTable | null;
}

/** Steps of a trial: enough for rounding to grow, few enough for hundreds of documents. */
const mostSteps = 240;

/** 10 to the power of something, with two digits that a person could have written. */
const powers = (least: number, most: number): fc.Arbitrary<number> =>
  fc
    .double({ min: least, max: most, noNaN: true })
    .map((exponent) => Number((10 ** exponent).toPrecision(2)));

/** Mostly what is usual, at times anything that is allowed. */
const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: other });

const learningRate = mostly(
  powers(-4, -0.5),
  fc.oneof(fc.constantFrom(1, 100, 1e6), powers(-8, 5)),
);
const weightDecay = fc.constantFrom(0, 0, 1e-4, 0.01, 0.5, 1);
const decay = fc.oneof(
  fc.constantFrom(0, 0.5, 0.9, 0.95, 0.99, 0.999),
  fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000),
);
const epsilon = mostly(
  fc.oneof(fc.constantFrom(1e-8, 1e-7, 1e-3), powers(-10, -2)),
  fc.oneof(fc.constantFrom(1, 1e-20, 1e-46), powers(-40, 0)),
);
const some = { requiredKeys: ['name'] } satisfies { requiredKeys: ['name'] };

const sgd = fc
  .record(
    {
      name: fc.constant('sgd'),
      learningRate,
      momentum: decay,
      dampening: fc.constantFrom(0, 0.1, 0.9, 1),
      nesterov: fc.boolean(),
      weightDecay,
    },
    some,
  )
  .map((drawn) => {
    const { nesterov, dampening, ...others } = drawn;
    // PyTorch takes Nesterov's momentum with a momentum and without dampening only.
    if (nesterov === true && (others.momentum ?? 0) > 0) return { ...others, nesterov };
    return dampening === undefined ? others : { ...others, dampening };
  });
const rmsprop = fc.record(
  {
    name: fc.constant('rmsprop'),
    learningRate,
    alpha: decay,
    epsilon,
    momentum: decay,
    centered: fc.boolean(),
    weightDecay,
  },
  some,
);
const adam = fc.record(
  {
    name: fc.constantFrom('adam', 'adamw'),
    learningRate,
    beta1: decay,
    beta2: decay,
    epsilon,
    amsgrad: fc.boolean(),
    weightDecay,
  },
  some,
);
const optimizer = fc.oneof(sgd, rmsprop, adam, adam);

const gain = mostly(fc.constantFrom(1, 2, 0.5), powers(-3, 2));
const init = fc.oneof(
  fc.constant({ name: 'torch-default' }),
  fc.record({
    name: fc.constant('uniform'),
    d: mostly(fc.constantFrom(0.001, 0.01, 0.1, 0.3, 1), powers(-4, 6)),
  }),
  fc.record({
    name: fc.constant('normal'),
    std: mostly(fc.constantFrom(0.001, 0.01, 0.1, 0.3, 1), powers(-4, 6)),
  }),
  fc.record({ name: fc.constantFrom('xavier-uniform', 'xavier-normal'), gain }, some),
  fc.record({ name: fc.constantFrom('kaiming-uniform', 'kaiming-normal') }),
);

const seed = fc.oneof(
  fc.constantFrom(0, 433, 2 ** 32 - 1),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
);
const depth = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5, max: 12 }) },
);
const width = mostly(fc.integer({ min: 1, max: 20 }), fc.constantFrom(31, 32, 33, 64));
const rows = mostly(fc.integer({ min: 30, max: 400 }), fc.constantFrom(1, 2, 3, 10, 512));
const validation = fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 });

/** Two or three values of one setting, or what of it the trial itself does not say. */
const axis = (path: string, values: fc.Arbitrary<unknown>) =>
  fc.record({
    path: fc.constant(path),
    values: fc.uniqueArray(values, {
      minLength: 1,
      maxLength: 3,
      comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    }),
  });

const axes = [
  axis('seed', seed),
  axis('optimizer.learningRate', learningRate),
  axis('optimizer', optimizer),
  axis('optimizer.name', fc.constantFrom('sgd', 'rmsprop', 'adam', 'adamw')),
  axis('init', init),
  axis('model.activation', fc.constantFrom(...activations)),
  axis('model.depth', depth),
  axis('model.width', width),
  axis('dataset.validation', validation),
  fc.constant({ path: 'dataset.validation', values: [null, 20] }),
  axis('dataset.trainSize', fc.integer({ min: 1, max: 64 })),
  axis('epochs', fc.integer({ min: 0, max: 2 })),
  axis('batchSize', fc.integer({ min: 100, max: 400 })),
  axis('measure.gradientNorms', fc.boolean()),
];
const tableAxes = [
  axis('dataset.table.missing', fc.constantFrom('drop', 'mean')),
  axis('dataset.table.testFraction', fc.constantFrom(0.2, 0.4)),
];

const names = [
  'fashion-mnist',
  'fashion-mnist',
  'california-housing',
  'california-housing',
  'fashion-synthetic',
  'housing-synthetic',
  'table',
  'table',
  'table',
] as const;

const trialOf = (name: (typeof names)[number]) => {
  // All rows of the housing data are quick enough, those of FashionMNIST are not.
  const all = name.startsWith('fashion')
    ? rows
    : fc.option(rows, { freq: name === 'table' ? 1 : 6 });
  return fc
    .record({
      dataset: fc.record(
        { name: fc.constant(name), trainSize: all, testSize: rows, validation },
        { requiredKeys: name.startsWith('fashion') ? ['name', 'trainSize', 'testSize'] : ['name'] },
      ),
      model: fc.record(
        { depth, width, activation: fc.constantFrom(...activations) },
        { requiredKeys: ['depth', 'width'] },
      ),
      optimizer,
      batchSize: mostly(fc.integer({ min: 4, max: 48 }), fc.integer({ min: 1, max: 1000 })),
      epochs: fc.constantFrom(0, 1, 1, 2, 3, 4, 8, 16),
      init: fc.option(init, { nil: undefined, freq: 4 }),
      seed: fc.option(seed, { nil: undefined, freq: 4 }),
      measure: fc.option(
        fc.record(
          { gradientNorms: fc.constantFrom(true, true, false), batchLosses: fc.boolean() },
          { requiredKeys: [] },
        ),
        { nil: undefined },
      ),
    })
    .map((trial) => ({ ...trial, batchSize: Math.max(trial.batchSize, leastBatch(name, trial)) }));
};

/** The batch size with which the trial keeps to `mostSteps`. */
function leastBatch(
  name: string,
  { dataset, epochs }: { dataset: { trainSize?: number | null }; epochs: number },
): number {
  const most = name === 'table' ? 90 : 15_480;
  const perEpoch = Math.max(1, Math.floor(mostSteps / Math.max(1, epochs)));
  return Math.ceil(Math.min(dataset.trainSize ?? most, most) / perEpoch);
}

export const drawnDocuments: fc.Arbitrary<DrawnDocument> = fc.constantFrom(...names).chain((name) =>
  fc.record({
    trial: trialOf(name),
    axes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      {
        weight: 3,
        arbitrary: fc
          // One of each part of a trial: "optimizer" after "optimizer.name" would undo it.
          .uniqueArray(fc.oneof(...axes, ...(name === 'table' ? tableAxes : [])), {
            minLength: 1,
            maxLength: 2,
            selector: ({ path }) => path.split('.')[0],
          }),
      },
    ),
    table: name === 'table' ? drawnTables : fc.constant(null),
  }),
);

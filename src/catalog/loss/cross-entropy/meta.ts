import type { LossMeta } from '../../kinds/loss.ts';

/** Of the softmax of the outputs, in nats: torch.nn.CrossEntropyLoss. */
export default {
  label: 'cross-entropy',
  order: 0,
  fields: {
    smoothing: { kind: 'real', atLeast: 0, atMost: 1, default: 0, label: 'label smoothing' },
    weights: {
      kind: 'list',
      whole: false,
      atLeast: 0,
      atMost: 1e6,
      lengths: [2, 256],
      label: 'class weights',
      optional: true,
    },
    balanced: { kind: 'flag', default: false, label: 'balanced classes' },
  },
  check: ({ weights, balanced }) => {
    const given = Array.isArray(weights);
    if (given && balanced === true)
      return [{ at: 'weights', expected: 'no key weights with balanced classes' }];
    return given && weights.every((each) => each === 0)
      ? [{ at: 'weights', expected: 'a weight above 0' }]
      : [];
  },
  defaultOf: 'classification',
  targets: 'class',
  divisor: 'rows',
} as const satisfies LossMeta;

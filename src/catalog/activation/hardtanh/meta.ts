import type { ActivationMeta } from '../../kinds/activation.ts';

/** torch.nn.Hardtanh */
export default {
  label: 'hardtanh',
  order: 10,
  since: 2,
  fields: {
    min: {
      kind: 'real',
      label: 'smallest value',
      short: 'min',
      atLeast: -100,
      atMost: 100,
      default: -1,
    },
    max: {
      kind: 'real',
      label: 'largest value',
      short: 'max',
      atLeast: -100,
      atMost: 100,
      default: 1,
    },
  },
  check: ({ min, max }) =>
    Number(min) < Number(max) ? [] : [{ at: 'max', expected: 'a number above min' }],
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;

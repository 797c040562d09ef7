/** Facts that all datasets of points in the plane share. */
export const plane = {
  since: 2,
  source: 'lab',
  view: { kind: 'table' },
  task: 'classification',
  shape: { inputs: 2, outputs: 2 },
  counts: { train: 300, test: 100 },
  split: 'seeded',
  classNames: ['blue', 'orange'],
  features: [
    { name: 'x', meaning: 'how far to the right', unit: '' },
    { name: 'y', meaning: 'how far up', unit: '' },
  ],
  target: null,
} as const;

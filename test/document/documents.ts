/** Documents shared by these tests. */
import type { PlannedTrial } from '../../src/document/expand.ts';
import { parseExperiment } from '../../src/document/parse.ts';

export const base = {
  dataset: { name: 'fashion-mnist' },
  model: { depth: 8, width: 16 },
  init: { name: 'xavier-uniform' },
  optimizer: { name: 'sgd', learningRate: 0.01 },
  batchSize: 128,
  epochs: 5,
};

export const document = (changes: object = {}, trial: object = {}) => ({
  format: 'a2-experiment',
  version: 1,
  name: 'test',
  title: 'A test',
  trial: { ...base, ...trial },
  ...changes,
});

export function trialsOf(source: unknown): readonly PlannedTrial[] {
  const parsed = parseExperiment(source);
  if (!parsed.ok) throw new Error(parsed.issues.map((each) => each.message).join('\n'));
  return parsed.trials;
}

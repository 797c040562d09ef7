/** An experiment on generated housing whose trials take a fraction of a second, in any runtime. */
export function smallExperiment(trial: Record<string, unknown> = {}, axes: unknown[] = []) {
  return {
    format: 'a2-experiment',
    version: 1,
    name: 'small',
    title: 'A small experiment',
    trial: {
      dataset: { name: 'housing-synthetic', trainSize: 320, testSize: 100 },
      model: { depth: 2, width: 8 },
      optimizer: { name: 'adam', learningRate: 0.01 },
      batchSize: 32,
      epochs: 2,
      seed: 433,
      ...trial,
    },
    axes,
  };
}

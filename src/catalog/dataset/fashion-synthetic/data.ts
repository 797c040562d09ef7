import type { DatasetData } from '../../kinds/dataset.ts';
import { syntheticFashion } from './lib/generate.ts';
import meta from './meta.ts';

export default {
  load: ({ shared, signal, tell }) =>
    syntheticFashion({
      shared,
      signal,
      onProgress: tell,
      trainCount: meta.counts.train,
      testCount: meta.counts.test,
    }),
} satisfies DatasetData;

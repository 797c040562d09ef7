import type { DatasetData } from '../../kinds/dataset.ts';
import meta from './meta.ts';

export default {
  load: async ({ shared, signal, tell }) => {
    // Imported lazily: workers that train on another dataset need not load it.
    const { syntheticFashion } = await import('./lib/generate.ts');
    return syntheticFashion({
      shared,
      signal,
      onProgress: tell,
      trainCount: meta.counts.train,
      testCount: meta.counts.test,
    });
  },
} satisfies DatasetData;

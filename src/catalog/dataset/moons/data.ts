import type { DatasetData } from '../../kinds/dataset.ts';
import { turn } from './lib/turn.ts';
import meta from './meta.ts';

export default {
  load: async (source) => {
    // Imported lazily: workers that train on another dataset need not load it.
    const { planePoints, turned } = await import('../../shared/plane-points.ts');
    const circle = turned(turn);
    return planePoints(source, meta.noise, (label, index) => {
      const [x, y] = circle[index]!;
      return label === 0 ? [x, y] : [1 - x, 0.5 - y];
    });
  },
} satisfies DatasetData;

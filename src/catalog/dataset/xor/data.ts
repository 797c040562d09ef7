import type { DatasetData } from '../../kinds/dataset.ts';
import meta from './meta.ts';

export default {
  load: async (source) => {
    // Imported lazily: workers that train on another dataset need not load it.
    const { planePoints } = await import('../../shared/plane-points.ts');
    return planePoints(source, meta.noise, (label, index, draw) => {
      // Each point of the class at random in one of its two quadrants, a little away from the axes.
      const [x, y] = [0.1 + 0.9 * draw(), 0.1 + 0.9 * draw()];
      const side = index % 2 === 0 ? 1 : -1;
      return [side * x, label === 0 ? side * y : -side * y];
    });
  },
} satisfies DatasetData;

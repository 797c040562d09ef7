import type { DatasetData } from '../../kinds/dataset.ts';
import { firstRadius, turn } from './lib/turn.ts';
import meta from './meta.ts';

export default {
  load: async (source) => {
    // Imported lazily: workers that train on another dataset need not load it.
    const { planePoints, turned } = await import('../../shared/plane-points.ts');
    const circle = turned(turn);
    const last = firstRadius + circle.length - 1;
    return planePoints(source, meta.noise, (label, index) => {
      const [x, y] = circle[index]!;
      const radius = (firstRadius + index) / last;
      return label === 0 ? [radius * x, radius * y] : [-radius * x, -radius * y];
    });
  },
} satisfies DatasetData;

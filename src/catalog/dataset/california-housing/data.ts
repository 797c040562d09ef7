import type { DatasetData } from '../../kinds/dataset.ts';
import { decodeHousing } from './lib/decode.ts';

const file = 'cal_housing.data';
const size = 2_071_484;

export default {
  load: async ({ fetch, floats }) => {
    const bytes = new Uint8Array(size);
    await fetch(file, [bytes]);
    return decodeHousing(new TextDecoder().decode(bytes), file, floats);
  },
} satisfies DatasetData;

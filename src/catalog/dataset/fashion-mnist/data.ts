/** The four IDX files: images and labels of the training and of the test part. */
import { idxHeaderSize, requireIdxShape, requireLabels } from '../../../formats/idx.ts';
import type { DatasetData } from '../../kinds/dataset.ts';
import meta from './meta.ts';

const { inputs, outputs } = meta.shape;
const { train, test } = meta.counts;
const { width } = meta.view;

const parts = [
  {
    images: 'train-images-idx3-ubyte.gz',
    labels: 'train-labels-idx1-ubyte.gz',
    from: 0,
    count: train,
  },
  {
    images: 't10k-images-idx3-ubyte.gz',
    labels: 't10k-labels-idx1-ubyte.gz',
    from: train,
    count: test,
  },
] as const;

export default {
  load: async ({ fetch, bytes }) => {
    const features = bytes((train + test) * inputs);
    const targets = bytes(train + test);
    // The small label files first: if the files are unavailable, that shows before 26 MB are fetched.
    for (const { labels: file, from, count } of parts) {
      const header = new Uint8Array(idxHeaderSize(1));
      const labels = targets.subarray(from, from + count);
      await fetch(file, [header, labels]);
      requireIdxShape(header, file, [count]);
      requireLabels(labels, file, outputs);
    }
    for (const { images: file, from, count } of parts) {
      const header = new Uint8Array(idxHeaderSize(3));
      await fetch(file, [header, features.subarray(from * inputs, (from + count) * inputs)]);
      requireIdxShape(header, file, [count, width, width]);
    }
    return { features, targets };
  },
} satisfies DatasetData;

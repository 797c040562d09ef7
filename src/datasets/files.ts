/**
 * The published files of the real datasets, as data/manifest.json lists them; a test holds the two
 * equal. They stand here too, so that what a server sends is checked against this program and not
 * against the server's own list.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export type RealDatasetName = 'fashion-mnist' | 'california-housing';

/** One file as it is published, and as it is once inflated; both the same where it is no gzip. */
export interface DatasetFile {
  /** Its folder below the address of the datasets. */
  readonly dataset: RealDatasetName;
  readonly name: string;
  readonly size: number;
  /** In lower-case hexadecimal, as are all others. */
  readonly sha256: string;
  readonly inflatedSize: number;
  readonly inflatedSha256: string;
}

export const fashionFiles = {
  trainImages: {
    dataset: 'fashion-mnist',
    name: 'train-images-idx3-ubyte.gz',
    size: 26_421_880,
    sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
    inflatedSize: 47_040_016,
    inflatedSha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    dataset: 'fashion-mnist',
    name: 'train-labels-idx1-ubyte.gz',
    size: 29_515,
    sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
    inflatedSize: 60_008,
    inflatedSha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    dataset: 'fashion-mnist',
    name: 't10k-images-idx3-ubyte.gz',
    size: 4_422_102,
    sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
    inflatedSize: 7_840_016,
    inflatedSha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    dataset: 'fashion-mnist',
    name: 't10k-labels-idx1-ubyte.gz',
    size: 5_148,
    sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
    inflatedSize: 10_008,
    inflatedSha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
} as const satisfies Readonly<Record<string, DatasetFile>>;

export const housingFile = {
  dataset: 'california-housing',
  name: 'cal_housing.data',
  size: 2_071_484,
  sha256: 'a2b44dcc7e1c9091b43c4f458b25cbd1f7e8068d08edd26bc4703108d3fa6214',
  inflatedSize: 2_071_484,
  inflatedSha256: 'a2b44dcc7e1c9091b43c4f458b25cbd1f7e8068d08edd26bc4703108d3fa6214',
} as const satisfies DatasetFile;

export const datasetFiles: Readonly<Record<RealDatasetName, readonly DatasetFile[]>> = {
  'fashion-mnist': Object.values(fashionFiles),
  'california-housing': [housingFile],
};

/** The file's address; `baseUrl` ends in '/'. */
export const fileUrl = (file: DatasetFile, baseUrl: string): string =>
  new URL(`${file.dataset}/${file.name}`, baseUrl).href;

/** Bytes of all files as they are published, which is what a visitor downloads. */
export const totalSize = (files: readonly DatasetFile[]): number =>
  files.reduce((sum, file) => sum + file.size, 0);

/**
 * One checksum for a dataset: the sha256 of its only file, or of the lines that
 * `LC_ALL=C sha256sum *` prints in the folder of its files.
 */
export function datasetChecksum(files: readonly DatasetFile[]): string {
  const [only] = files;
  if (only !== undefined && files.length === 1) return `sha256 ${only.sha256}`;
  const lines = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => `${file.sha256}  ${file.name}\n`);
  return `sha256 ${bytesToHex(sha256(utf8ToBytes(lines.join(''))))}`;
}

/** A dataset: rows of features, each with a target, and what the lab says about them. */
import type { MemberHelp } from './help.ts';
import type { Meta } from './members.ts';

interface Column {
  readonly name: string;
  /** What it is, in words. */
  readonly meaning: string;
  readonly unit: string;
}

/** What a regression predicts, and how its values are formatted. */
export interface Target extends Column {
  /** What a value of 1 is in the displayed unit: 2.5 at scale 100,000 and sign "$" is "$250,000". */
  readonly scale: number;
  readonly sign: string;
  /** In words, in the middle of a sentence: "median house value". */
  readonly title: string;
  /** What a row is, in the plural: "districts". */
  readonly rows: string;
  /** Fixed axes for predictions, the same for every network; by default they fit the values. */
  readonly frame?: Frame;
  /** Larger values were capped at this one; `text` is how to write it. */
  readonly cap?: { readonly from: number; readonly text: string };
}

/** Axis ranges for predictions and residuals. */
export interface Frame {
  /** Of true and predicted values. */
  readonly values: readonly [number, number];
  readonly ticks: readonly number[];
  /** The axis of residuals goes from minus this to this. */
  readonly residual: number;
  readonly residualTicks: readonly number[];
  /** The same for their histogram. */
  readonly spread: number;
  /** Width of the slices of the tables. */
  readonly slice: number;
  /** A prediction within this distance counts as close. */
  readonly near: number;
}

export interface DatasetMeta extends Meta {
  /** As a heading. */
  readonly title: string;
  /** `files`: fetched from a publisher; `generated`: by a recipe; `lab`: comes with the lab. */
  readonly source: 'files' | 'generated' | 'lab';
  /** The dataset that it replaces when that is unavailable; every chart and result must say so. */
  readonly standsInFor?: string;
  /** For generated or bundled datasets: changes whenever a byte of the data changes. */
  readonly version?: string;
  /** `images`: rows of pixels, uint8, `width` of them in a row. */
  readonly view: { readonly kind: 'images'; readonly width: number } | { readonly kind: 'table' };
  readonly task: 'classification' | 'regression';
  readonly shape: { readonly inputs: number; readonly outputs: number };
  readonly counts: { readonly train: number; readonly test: number };
  /** `published`: the first rows train. `seeded`: split by PyTorch's random_split with the trial's seed. */
  readonly split: 'published' | 'seeded';
  /** In the order of the class indices; empty for regression. */
  readonly classNames: readonly string[];
  /** In the order of the columns; empty for images. */
  readonly features: readonly Column[];
  /** Null for classification. */
  readonly target: Target | null;
  /** For points with noise: the deviation of the noise that is added where a document names none. */
  readonly noise?: number;
  /** Typical errors, so that a chart starts with a suitable range. */
  readonly usualErrors?: {
    readonly epochs: readonly [number, number];
    readonly steps: readonly [number, number];
  };
}

/** What the pages of datasets say of one. Loaded with them. */
export interface DatasetAbout {
  /** One sentence for the page. */
  readonly summary: string;
  readonly licence: string;
  readonly origin: { readonly text: string; readonly url: string | null };
}

/** One file as published and as inflated; the same if it is not gzipped. */
export interface PublishedFile {
  readonly name: string;
  readonly size: number;
  /** In lower-case hexadecimal, as are all others. */
  readonly sha256: string;
  readonly inflatedSize: number;
  readonly inflatedSha256: string;
}

/** What a dataset's loader gets to work with. */
export interface DataSource {
  /** Fetches one of its files, inflated and verified, into buffers of the same total length. */
  readonly fetch: (file: string, buffers: readonly Uint8Array[]) => Promise<void>;
  /** Zeros, shareable between threads if requested. */
  readonly bytes: (count: number) => Uint8Array;
  readonly floats: (count: number) => Float64Array;
  readonly shared: boolean;
  readonly signal: AbortSignal | undefined;
  /** For generated data: reports the number of rows made so far. */
  readonly tell: (loaded: number, total: number) => void;
}

export interface DatasetContent {
  /** [train + test, inputs]; pixels 0…255, or raw features in float64. */
  readonly features: Uint8Array | Float64Array;
  /** [train + test]; class indices, or values in float64. */
  readonly targets: Uint8Array | Float64Array;
  /** Where a document sets the noise: what `features` consist of. */
  readonly noise?: NoisyFeatures;
}

/** Features are `clean` + noise × `draws`, in float64. Both are [train + test, inputs]. */
export interface NoisyFeatures {
  readonly clean: Float64Array;
  /** Of mean 0 and deviation 1. */
  readonly draws: Float64Array;
}

export interface DatasetData {
  /** Throws LabError `dataset-format` for a malformed file, and what `fetch` throws. */
  readonly load: (source: DataSource) => Promise<DatasetContent>;
}

export interface DatasetPython {
  /**
   * Functions of the program, `load_data(folder, settings)` the last of them.
   * @param validates whether any trial holds out validation rows, which are then a third part
   */
  readonly code: (validates: boolean) => string;
  /** Standard-library modules beyond those that every program imports. */
  readonly imports: readonly string[];
  /** Where the files come from, for the program's head. */
  readonly files: string;
}

/** Dataset-specific texts and map for the dataset's page. Loaded with that page. */
export interface DatasetLook {
  /** Two columns of very different scales, as a phrase. */
  readonly scales: string;
  /** An outlier that scaling does not fix, as a phrase; omitted if there is none. */
  readonly outlier?: string;
  /** For rows with a latitude and a longitude. */
  readonly map?: {
    readonly row: string;
    readonly rows: string;
    /** What the colour means. */
    readonly unit: string;
    /** A sentence on what the map shows; '' for none. */
    readonly about: string;
    readonly format: (value: number) => string;
    /** @param value of a column by its name */
    readonly describe: (value: (name: string) => number, target: number) => string;
  };
}

export interface DatasetParts {
  readonly meta: DatasetMeta;
  readonly about: DatasetAbout;
  readonly data: DatasetData;
  readonly python: DatasetPython;
  readonly files?: readonly PublishedFile[];
  readonly look?: DatasetLook;
  /** Its explanation. */
  readonly help?: MemberHelp;
}

/** A dataset: rows of features with a target each, and what the lab says of them. */
import type { Meta } from './members.ts';

interface Column {
  readonly name: string;
  /** What it is, in words. */
  readonly meaning: string;
  readonly unit: string;
}

/** What is predicted in a regression, and how its amounts are written. */
export interface Target extends Column {
  /** What a value of 1 is, in the unit that people read: a value of 2.5 at 100,000 "$" is "$250,000". */
  readonly scale: number;
  readonly sign: string;
  /** In words, in the middle of a sentence: "median house value". */
  readonly title: string;
  /** What it is predicted for, in the plural: "districts". */
  readonly rows: string;
  /** Axes of predictions that are the same for every network; left out, they are those of its values. */
  readonly frame?: Frame;
  /** Greater values were cut off to this one, which people write so. */
  readonly cap?: { readonly from: number; readonly text: string };
}

/** What the axes of predictions and residuals reach over. */
export interface Frame {
  /** Of true and predicted values. */
  readonly values: readonly [number, number];
  readonly ticks: readonly number[];
  /** The axis of residuals goes from minus this to this. */
  readonly residual: number;
  readonly residualTicks: readonly number[];
  /** The same of their histogram. */
  readonly spread: number;
  /** Width of the slices of the tables. */
  readonly slice: number;
  /** A prediction this near is counted. */
  readonly near: number;
}

export interface DatasetMeta extends Meta {
  /** As a heading. */
  readonly title: string;
  /** One sentence for the page. */
  readonly summary: string;
  readonly licence: string;
  readonly origin: { readonly text: string; readonly url: string | null };
  /** `files`: fetched from a publisher; `generated`: by a recipe; `lab`: comes with the lab. */
  readonly source: 'files' | 'generated' | 'lab';
  /** What it is a stand-in of where that cannot be had; every chart and result must say so. */
  readonly standsInFor?: string;
  /** Of what is generated or comes with the lab: changed with a single byte of it. */
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
  /** Where the errors of usual networks lie, so that a chart of them begins with the right range. */
  readonly usualErrors?: {
    readonly epochs: readonly [number, number];
    readonly steps: readonly [number, number];
  };
}

/** One file as it is published, and as it is once inflated; both the same where it is no gzip. */
export interface PublishedFile {
  readonly name: string;
  readonly size: number;
  /** In lower-case hexadecimal, as are all others. */
  readonly sha256: string;
  readonly inflatedSize: number;
  readonly inflatedSha256: string;
}

/** What a dataset is made with. */
export interface DataSource {
  /** Fetches one of its files, inflated and verified, into buffers that together are as long. */
  readonly fetch: (file: string, buffers: readonly Uint8Array[]) => Promise<void>;
  /** Zeros, which other threads can share where that is wanted. */
  readonly bytes: (count: number) => Uint8Array;
  readonly floats: (count: number) => Float64Array;
  readonly shared: boolean;
  readonly signal: AbortSignal | undefined;
  /** Of what is generated: so many rows of all are there. */
  readonly tell: (loaded: number, total: number) => void;
}

export interface DatasetContent {
  /** [train + test, inputs]; pixels 0…255, or raw features in float64. */
  readonly features: Uint8Array | Float64Array;
  /** [train + test]; class indices, or values in float64. */
  readonly targets: Uint8Array | Float64Array;
}

export interface DatasetData {
  /** Throws LabError `dataset-format` where a file is not what it should be, and what `fetch` throws. */
  readonly load: (source: DataSource) => Promise<DatasetContent>;
}

export interface DatasetPython {
  /**
   * Functions of the program, `load_data(folder, settings)` the last of them.
   * @param validates whether any trial holds rows back, which are then a third part
   */
  readonly code: (validates: boolean) => string;
  /** Of Python's own modules, beside those that every program imports. */
  readonly imports: readonly string[];
  /** Where the files come from, for the program's head. */
  readonly files: string;
}

/** What the dataset's own page says and shows beside what it does of every table. Loaded with that page. */
export interface DatasetLook {
  /** Two columns that are far apart, as the object of a sentence. */
  readonly scales: string;
  /** A row that no scaling makes usual, likewise; left out where there is none. */
  readonly outlier?: string;
  /** Of rows with a latitude and a longitude. */
  readonly map?: {
    readonly row: string;
    readonly rows: string;
    /** What the colour means. */
    readonly unit: string;
    /** What is to be seen there; '' for nothing. */
    readonly about: string;
    readonly format: (value: number) => string;
    /** @param value of a column by its name */
    readonly describe: (value: (name: string) => number, target: number) => string;
  };
}

export interface DatasetParts {
  readonly meta: DatasetMeta;
  readonly data: DatasetData;
  readonly python: DatasetPython;
  readonly files?: readonly PublishedFile[];
  readonly look?: DatasetLook;
}

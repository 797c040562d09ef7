/** Predicts images while they are read, in constant memory. */
import { LabError, throwIfAborted } from '../../base/errors.ts';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { csvField } from '../../formats/csv.ts';
import { idxHeaderSize, readIdxShape } from '../../formats/idx.ts';
import { shapeOf } from '../../document/parameters.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { predictRows } from '../model/forward.ts';
import { hasBrightBorder } from '../model/grey.ts';
import { predictionLines } from './predictions.ts';
import { subjectOf } from './subject.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One image or more, as grey values one after the other. */
export interface Images {
  /** The file that they are from, for a column of their own; omitted where all are from one file. */
  readonly file?: string;
  /** [count · pixels], 0 … 255. */
  readonly pixels: Bytes;
}

export interface PredictImagesOptions {
  /** Whether each image is from a file of its own, named in the first column. */
  readonly byFile: boolean;
  /** Bright becomes dark before the prediction. */
  readonly inverted: boolean;
  /** The network's outputs in place of probabilities. */
  readonly raw: boolean;
  readonly signal: AbortSignal;
  /** Images so far. */
  readonly onRows: (rows: number) => void;
}

export interface ImagesReport {
  readonly rows: number;
  /** Images whose border is bright, as read; those of the lab's datasets are bright on dark. */
  readonly bright: number;
}

/** Width and height of the images that a model reads; null for a model of tables. */
export function imageSize({ trial }: Pick<TrainedModel, 'trial'>): {
  readonly width: number;
  readonly height: number;
} | null {
  const { width } = subjectOf(trial);
  return width === null ? null : { width, height: shapeOf(trial.dataset).inputs / width };
}

/**
 * Yields lines of CSV, each with its break: a header, then one line an image, in their order. Pixels are divided by 255
 * and predicted by the page's own pass.
 */
export async function* predictImages(
  model: TrainedModel,
  images: AsyncIterable<Images>,
  { byFile, inverted, raw, signal, onRows }: PredictImagesOptions,
): AsyncGenerator<string, ImagesReport, void> {
  const subject = subjectOf(model.trial);
  const lines = predictionLines(subject, { first: byFile ? ['file'] : [], raw });
  const { inputs, outputs } = shapeOf(model.trial.dataset);
  const pause = async () => {
    await yieldToEventLoop();
    throwIfAborted(signal);
  };
  let [rows, bright] = [0, 0];
  yield `${lines.header}\n`;
  for await (const { file, pixels } of images) {
    const read = inverted ? pixels.map((value) => 255 - value) : pixels;
    const all = await predictRows(model, read, 255, pause);
    const prefix = byFile ? `${csvField(file ?? '')},` : '';
    let text = '';
    for (let row = 0; row * inputs < pixels.length; row++) {
      const image = pixels.subarray(row * inputs, (row + 1) * inputs);
      if (hasBrightBorder(image, subject.width ?? 1)) bright += 1;
      const line = lines.line(all.subarray(row * outputs, (row + 1) * outputs));
      text += `${prefix}${line ?? lines.empty}\n`;
      rows += 1;
    }
    onRows(rows);
    yield text;
  }
  return { rows, bright };
}

/**
 * The images of an IDX file, some at a time. Throws LabError `dataset-format` where the file has another shape than
 * [images, height, width], or is longer or shorter than its header says.
 */
export async function* idxImages(
  chunks: AsyncIterable<Bytes>,
  { width, height }: { readonly width: number; readonly height: number },
  file: string,
): AsyncGenerator<Images> {
  const fail = (wanted: string, found: string): never => {
    throw new LabError(
      'dataset-format',
      `${file} is no usable IDX file of images: wanted ${wanted}, found ${found}.`,
    );
  };
  const size = width * height;
  const headerSize = idxHeaderSize(3);
  let count: number | null = null;
  let read = 0;
  let rest: Bytes = new Uint8Array();
  const begin = (): number => {
    const [images = 0, ...dimensions] = readIdxShape(rest, file);
    if (dimensions[0] !== height || dimensions[1] !== width || dimensions.length !== 2) {
      fail(
        `the dimensions [images, ${height}, ${width}]`,
        `[${[images, ...dimensions].join(', ')}]`,
      );
    }
    rest = rest.subarray(headerSize);
    return images;
  };
  for await (const chunk of chunks) {
    rest = joined(rest, chunk);
    if (count === null) {
      if (rest.length < headerSize) continue;
      count = begin();
    }
    const whole = Math.floor(rest.length / size);
    if (read + rest.length / size > count)
      fail(`${count} images, as its header says`, 'more bytes');
    if (whole === 0) continue;
    read += whole;
    yield { pixels: rest.slice(0, whole * size) };
    rest = rest.slice(whole * size);
  }
  count ??= begin();
  if (read < count || rest.length > 0) {
    fail(
      `${count} images, as its header says`,
      `${read}${rest.length > 0 ? ' and a part of one' : ''}`,
    );
  }
}

function joined(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

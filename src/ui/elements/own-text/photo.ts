/** A picture file as a photo for the report: upright, scaled, and nothing in it but the picture. */
import { LabError, throwIfAborted } from '../../../base/errors.ts';
import { fileSize } from '../../../base/numbers.ts';
import { isHeic, readJpeg } from '../../../formats/jpeg.ts';

export interface MadePhoto {
  /** SHA-256 of the bytes, in hexadecimal: equal pictures are kept once. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly blob: Blob;
}

/** Pixels of a photo's longer side: a handwritten A4 page at 140 dots an inch, readable in print. */
const maxSide = 1600;
/** Bytes of a file that is read, and of a photo that is made. */
const [maxFile, maxPhoto] = [60e6, 1.9e6];
/** JPEG qualities, the first that is small enough. */
const qualities = [0.85, 0.7, 0.5];
const headBytes = 64;

export const heicAdvice =
  'It is in Apple’s HEIC format, which most browsers cannot show. On the iPhone, choose Settings → Camera → Formats → Most Compatible and take it again, or share it by mail, which sends a JPEG. On a Mac, open it in Preview and choose File → Export → JPEG.';

/**
 * Throws LabError `configuration` with a sentence that names the file and says what to do, and the signal's reason.
 * Re-encoding leaves place, time and camera behind; the browser turns the picture by its EXIF orientation.
 */
export async function photoOf(file: Blob, name: string, signal?: AbortSignal): Promise<MadePhoto> {
  const refuse = (why: string): never => {
    throw new LabError('configuration', `${name} was not added. ${why}`);
  };
  if (file.size === 0) refuse('The file is empty.');
  if (file.size > maxFile) {
    refuse(`It has ${fileSize(file.size)}; a picture may have up to ${fileSize(maxFile)}.`);
  }
  if (isHeic(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()))) refuse(heicAdvice);
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() =>
    refuse('This browser cannot read it as a picture. Wanted a JPEG, PNG or WebP file.'),
  );
  throwIfAborted(signal);
  const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const small = await scaled(bitmap, width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d') ?? refuse('This browser cannot draw pictures.');
  // JPEG knows no transparency: paper is white.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(small, 0, 0, width, height);
  small.close();
  for (const quality of qualities) {
    const encoded = await jpegOf(canvas, quality);
    throwIfAborted(signal);
    if (encoded === null || encoded.size > maxPhoto) continue;
    const jpeg = readJpeg(new Uint8Array(await encoded.arrayBuffer()));
    if (jpeg === null) break;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', jpeg.bytes));
    const id = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { id, width, height, blob: new Blob([jpeg.bytes], { type: 'image/jpeg' }) };
  }
  return refuse('It could not be made small enough. Crop it to the page, and add it again.');
}

/** Scaled beside the thread that draws, where the browser can. */
async function scaled(bitmap: ImageBitmap, width: number, height: number): Promise<ImageBitmap> {
  if (bitmap.width === width) return bitmap;
  try {
    const small = await createImageBitmap(bitmap, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    bitmap.close();
    return small;
  } catch {
    return bitmap;
  }
}

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));

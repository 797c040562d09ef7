/** Collects one file's bytes as they arrive, hashes and verifies them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { LabError } from '../base/errors.ts';
import type { DatasetFile } from './files.ts';

const bytesText = (count: number): string => `${count.toLocaleString('en-US')} bytes`;

/**
 * A host may send a .gz with `Content-Encoding: gzip`; then the browser delivers inflated bytes. The
 * first two bytes show which form arrives.
 */
export class Received {
  readonly #file: DatasetFile;
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #hash = sha256.create();
  #inflated = false;

  constructor(file: DatasetFile) {
    this.#file = file;
    this.#bytes = new Uint8Array(file.size);
  }

  get length(): number {
    return this.#length;
  }

  /** Expected size in the form that arrives. */
  get wanted(): number {
    return this.#inflated ? this.#file.inflatedSize : this.#file.size;
  }

  /** Whether the bytes came inflated although the file is published as gzip. */
  get inflated(): boolean {
    return this.#inflated;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Throws LabError `dataset-checksum` if more bytes arrive than the file has. */
  add(chunk: Uint8Array): void {
    if (!this.#inflated && this.#length < 2) this.#detect(chunk);
    if (this.#length + chunk.length > this.wanted) {
      throw new LabError(
        'dataset-checksum',
        `${this.#file.name} is not the published file: wanted ${bytesText(this.wanted)}, found more.`,
      );
    }
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
    this.#hash.update(chunk);
  }

  reset(): void {
    if (this.#inflated) this.#bytes = new Uint8Array(this.#file.size);
    this.#inflated = false;
    this.#length = 0;
    this.#hash = sha256.create();
  }

  /** Throws LabError `dataset-short` or `dataset-checksum` unless these are the published bytes. */
  verify(source: string): void {
    const { name } = this.#file;
    if (this.#length < this.wanted) {
      throw new LabError(
        'dataset-short',
        `${name} from ${source} is too short: wanted ${bytesText(this.wanted)}, found ${bytesText(this.#length)}.`,
      );
    }
    const wanted = this.#inflated ? this.#file.inflatedSha256 : this.#file.sha256;
    const found = bytesToHex(this.#hash.digest());
    if (found !== wanted) {
      throw new LabError(
        'dataset-checksum',
        `${name} from ${source} is not the published file: wanted the sha256 ${wanted}, found ${found}.`,
      );
    }
  }

  #detect(chunk: Uint8Array): void {
    if (this.#file.sha256 === this.#file.inflatedSha256) return;
    const [first, second] = [...this.bytes, ...chunk.subarray(0, 2)];
    if ((first === undefined || first === 0x1f) && (second === undefined || second === 0x8b))
      return;
    const head = this.bytes;
    this.#inflated = true;
    this.#bytes = new Uint8Array(this.#file.inflatedSize);
    this.#bytes.set(head);
  }
}

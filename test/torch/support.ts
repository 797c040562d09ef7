/** Helpers shared by these tests. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import { assert } from 'chai';
import type { LayerParameters } from '../../src/torch/layers.ts';

type Numbers = Float32Array | Float64Array | Int32Array;

/** sha256 over the arrays' little-endian bytes, one after the other, in hexadecimal. */
export function sha256(...arrays: Numbers[]): string {
  const state = hash.create();
  for (const { buffer, byteOffset, byteLength } of arrays) {
    state.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return [...state.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Weight and bias of every layer, in the order in which PyTorch lists parameters. */
export const allParameters = (layers: readonly LayerParameters[]): Float32Array[] =>
  layers.flatMap(({ weight, bias }) => [weight, bias]);

/** Two lists agree element by element, to an absolute tolerance. */
export function assertWithin(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = 'value',
): void {
  assert.strictEqual(actual.length, expected.length, `length of ${what}`);
  for (let i = 0; i < expected.length; i++) {
    assert.closeTo(actual[i]!, expected[i]!, tolerance, `${what} ${i}`);
  }
}

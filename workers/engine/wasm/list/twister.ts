/** The global generator in the kernel's memory. */
import type { GeneratorState } from '../../../../src/torch/mt19937.ts';
import { twisterStructure } from '../built/structures.ts';
import { writeStructure } from '../structure.ts';
import { generatorWords, type TwisterLayout } from './fixed.ts';

export function writeTwister(
  view: DataView<ArrayBuffer>,
  { address, words, tempered }: TwisterLayout,
  state: GeneratorState,
): void {
  const { position } = state;
  writeStructure(view, address, twisterStructure, { words, tempered, position });
  new Uint32Array(view.buffer, words, generatorWords).set(state.words);
}

/** No layer draws normal numbers. */
export function readTwister(
  view: DataView<ArrayBuffer>,
  { address, words }: TwisterLayout,
): GeneratorState {
  return {
    words: new Uint32Array(view.buffer, words, generatorWords).slice(),
    position: view.getInt32(address + twisterStructure.fields.position[0], true),
    cachedNormal: null,
  };
}

/** Returns what puts the generator back to where it is now. */
export function keepTwister(
  { buffer }: WebAssembly.Memory,
  { address, end }: TwisterLayout,
): () => void {
  const now = new Uint8Array(buffer, address, end - address).slice();
  return () => {
    new Uint8Array(buffer, address, now.length).set(now);
  };
}

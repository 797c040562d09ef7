import { assert } from 'chai';
import fc from 'fast-check';
import { readSafetensors, safetensorsFile } from '../../src/formats/model/safetensors.ts';
import { LabError } from '../../src/base/errors.ts';
import { invented } from '../formats/model/invented.ts';
import { damaged, mutated, numRuns } from './mutations.ts';
import { layersIn } from '../support/short-form.ts';

const files = [safetensorsFile(invented(1, 1, 4)), safetensorsFile(invented(2, 3, 2, 1))];

const headerLength = (file: Uint8Array): number =>
  Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));

const headerOf = (file: Uint8Array): object =>
  JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength(file)))) as object;

/** A file with a different header and the right header length. */
function withHeader(text: string, file: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(text);
  const data = file.subarray(8 + headerLength(file));
  const made = new Uint8Array(8 + header.length + data.length);
  new DataView(made.buffer).setBigUint64(0, BigInt(header.length), true);
  made.set(header, 8);
  made.set(data, 8 + header.length);
  return made;
}

/** Reads the file, or checks the message with which it is refused. */
function tried(file: Uint8Array): void {
  try {
    const { parameters } = readSafetensors(file, 'mine.safetensors');
    for (const { inputs, outputs, weight, bias } of layersIn(parameters)) {
      assert.lengthOf(weight, inputs * outputs);
      assert.lengthOf(bias, outputs);
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    assert.equal(error.code, 'model-format');
    assert.match(error.message, /^mine\.safetensors cannot be read /);
  }
}

describe('a tampered model file', () => {
  it('is read, or refused with a message, whatever its header says', () => {
    for (const file of files) {
      fc.assert(
        fc.property(mutated(headerOf(file)), (header) => tried(withHeader(header, file))),
        { numRuns },
      );
    }
  });

  it('is read, or refused with a message, whatever happened to its bytes', () => {
    fc.assert(fc.property(damaged(...files), tried), { numRuns });
  });
});

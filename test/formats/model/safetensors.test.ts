/** Models as safetensors files: written files are read back, and broken ones are refused with a message. */
import { assert } from 'chai';
import fc from 'fast-check';
import { activations } from '../../../src/document/schema.ts';
import { repeatedKey } from '../../../src/formats/model/json-keys.ts';
import { readSafetensors, safetensorsFile } from '../../../src/formats/model/safetensors.ts';
import { LabError } from '../../../src/base/errors.ts';
import { invented } from './invented.ts';

const anyModel = fc
  .tuple(fc.nat(), fc.nat(3), fc.integer({ min: 1, max: 20 }), fc.nat(activations.length - 1))
  .map((all) => invented(...all));

/** The message for a refused file; '' for an accepted one. */
function refusal(file: Uint8Array): string {
  try {
    readSafetensors(file, 'mine.safetensors');
  } catch (error) {
    assert.instanceOf(error, LabError);
    assert.equal(error.code, 'model-format');
    assert.equal(error.message.split('mine.safetensors').length, 2, 'the file, once');
    assert.match(error.message, /^mine\.safetensors cannot be read .*wanted /s);
    return error.message;
  }
  return '';
}

/** One hidden layer of four: hidden.0.weight, hidden.0.bias, output.weight, output.bias. */
const good = safetensorsFile(invented(1, 1, 4));

interface Entry {
  dtype: unknown;
  shape: unknown;
  data_offsets: unknown;
}
type Header = Record<string, Entry> & { __metadata__: Record<string, unknown> };

function parts(file: Uint8Array): { text: string; data: Uint8Array } {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return {
    text: new TextDecoder().decode(file.subarray(8, 8 + length)).trimEnd(),
    data: file.subarray(8 + length),
  };
}

function fileOf(text: string, data: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(text);
  const file = new Uint8Array(8 + header.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(data, 8 + header.length);
  return file;
}

/** The good file with another header. */
function changed(change: (header: Header) => void): Uint8Array {
  const { text, data } = parts(good);
  const header = JSON.parse(text) as Header;
  change(header);
  return fileOf(JSON.stringify(header), data);
}

/** The good file with another text in its header. */
function rewritten(from: string | RegExp, to: string): Uint8Array {
  const { text, data } = parts(good);
  const now = text.replace(from, to);
  assert.notEqual(now, text);
  return fileOf(now, data);
}

type Columns = Record<'mean' | 'deviation', unknown[]>;

const statistics = (change: (columns: Columns) => void) =>
  changed(({ __metadata__: metadata }) => {
    const columns = JSON.parse(String(metadata.statistics)) as Columns;
    change(columns);
    metadata.statistics = JSON.stringify(columns);
  });

describe('safetensors', () => {
  it('come back bit for bit', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        assert.deepEqual(readSafetensors(safetensorsFile(model), 'a'), model);
      }),
      { numRuns: 50 },
    );
  });

  it('may have their tensors in any order in the header, and spaces at its end', () => {
    const { text, data } = parts(good);
    const header = Object.fromEntries(Object.entries(JSON.parse(text) as Header).toReversed());
    assert.equal(refusal(fileOf(`${JSON.stringify(header)}   `, data)), '');
  });

  it('are refused in words when cut, whatever is missing', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => {
        assert.include(refusal(good.slice(0, length)), 'mine.safetensors');
      }),
    );
  });

  it('never throw anything but a LabError, whatever is changed', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        refusal(good.with(at, byte));
      }),
    );
    const { text } = parts(good);
    const marks = fc.constantFrom(
      ...Array.from('{}[]",:\\-.0123456789eE '),
      '"a":',
      'null',
      '1e400',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(3), marks, (at, cut, mark) => {
        const now = text.slice(0, at) + mark + text.slice(at + cut);
        refusal(fileOf(now, parts(good).data));
      }),
    );
  });

  it('name the tensors as the exported program does', () => {
    const { text } = parts(good);
    for (const name of ['hidden.0.weight', 'hidden.0.bias', 'output.weight', 'output.bias']) {
      assert.include(text, `"${name}"`);
    }
  });
});

/** The weights have 128 bytes, then come 16 of a bias, 16 of a weight and 4 of a bias. */
const broken: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
  [
    'two tensors at the same bytes',
    () => changed((header) => (header['output.weight']!.data_offsets = [128, 144])),
    /wanted "output\.weight" to begin at byte 144, found 128, bytes that another tensor has\.$/,
  ],
  [
    'bytes that overlap in part',
    () => changed((header) => (header['output.weight']!.data_offsets = [140, 156])),
    /wanted "output\.weight" to begin at byte 144, found 140/,
  ],
  [
    'bytes between two tensors that no tensor has',
    () => {
      const { text, data } = parts(good);
      const header = JSON.parse(text) as Header;
      header['output.bias']!.data_offsets = [164, 168];
      return fileOf(JSON.stringify(header), Uint8Array.of(...data, 0, 0, 0, 0));
    },
    /wanted "output\.bias" to begin at byte 160, found 164, bytes before it that no tensor has/,
  ],
  [
    'bytes before the first tensor',
    () => {
      const { text, data } = parts(good);
      const header = JSON.parse(text) as Header;
      for (const [name, entry] of Object.entries(header)) {
        if (name === '__metadata__') continue;
        entry.data_offsets = (entry.data_offsets as number[]).map((offset) => offset + 8);
      }
      return fileOf(JSON.stringify(header), Uint8Array.of(...new Uint8Array(8), ...data));
    },
    /wanted "hidden\.0\.weight" to begin at byte 0, found 8/,
  ],
  [
    'bytes behind the last tensor',
    () => Uint8Array.of(...good, ...new Uint8Array(64)),
    /wanted 164 bytes behind the header, found 228/,
  ],
  [
    'a tensor that is named twice',
    () => rewritten(/\}$/, ',"output.bias":{"dtype":"F32","shape":[1],"data_offsets":[160,164]}}'),
    /wanted each name once in the header, found "output\.bias" twice/,
  ],
  [
    'a tensor that is named twice, written in two ways',
    () =>
      rewritten(/\}$/, ',"\\u006futput.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'),
    /found "output\.bias" twice/,
  ],
  [
    'a field of a tensor twice',
    () => rewritten('"dtype":"F32"', '"dtype":"F32","dtype":"F32"'),
    /found "dtype" twice/,
  ],
  [
    'a setting of the trial twice',
    () => rewritten('\\"epochs\\":1', '\\"epochs\\":1,\\"epochs\\":2'),
    /wanted each name once in metadata "trial", found "epochs" twice/,
  ],
  [
    'offsets that run back',
    () => changed((header) => (header['output.bias']!.data_offsets = [164, 160])),
    /wanted 4 bytes for "output\.bias" \(F32 \[1\]\), found offsets \[164,160\]/,
  ],
  [
    'negative offsets',
    () => changed((header) => (header['output.bias']!.data_offsets = [-4, 0])),
    /wanted whole numbers in the header, found -4/,
  ],
  [
    'offsets that are no whole numbers',
    () => changed((header) => (header['output.bias']!.data_offsets = [160.5, 164.5])),
    /wanted whole numbers in the header, found 160\.5/,
  ],
  [
    'whole numbers that are written with a fraction',
    () => rewritten('[160,164]', '[160.0,164]'),
    /wanted whole numbers in the header, found 160\.0/,
  ],
  [
    'offsets beyond the file',
    () => changed((header) => (header['output.bias']!.data_offsets = [160, 2 ** 60])),
    /wanted two whole numbers as offsets of "output\.bias"/,
  ],
  [
    'one offset',
    () => changed((header) => (header['output.bias']!.data_offsets = [160])),
    /wanted two whole numbers as offsets of "output\.bias", found \[160\]/,
  ],
  [
    'fewer bytes than the shape has',
    () => changed((header) => (header['hidden.0.bias']!.shape = [5])),
    /wanted 20 bytes for "hidden\.0\.bias" \(F32 \[5\]\), found offsets \[128,144\]/,
  ],
  [
    'numbers of another size',
    () => changed((header) => (header['hidden.0.bias']!.dtype = 'F16')),
    /wanted 8 bytes for "hidden\.0\.bias" \(F16 \[4\]\)/,
  ],
  [
    'numbers of another kind',
    () => changed((header) => (header['hidden.0.bias']!.dtype = 'I32')),
    /wanted \["F32",\[4\]\] as tensor "hidden\.0\.bias", found \["I32",\[4\]\]/,
  ],
  [
    'a kind of numbers that is none',
    () => changed((header) => (header['hidden.0.bias']!.dtype = 'constructor')),
    /wanted a known dtype of tensor "hidden\.0\.bias", found "constructor"/,
  ],
  [
    'a tensor that the trial has not',
    () => changed((header) => (header.more = { dtype: 'F32', shape: [0], data_offsets: [0, 0] })),
    /wanted 4 tensors, found another one, "more"/,
  ],
  [
    'a byte order mark',
    () => rewritten(/^/, '\ufeff'),
    /wanted a header that begins with "\{", found byte 239/,
  ],
  [
    'metadata that are no texts',
    () => changed((header) => (header.__metadata__.trainedAt = 5)),
    /wanted a text as metadata "trainedAt", found 5/,
  ],
  [
    'no metadata',
    () => changed((header) => Reflect.deleteProperty(header, '__metadata__')),
    /wanted metadata "trial", found none/,
  ],
  [
    'empty metadata',
    () => changed((header) => (header.__metadata__ = {})),
    /wanted metadata "trial", found none\.$/,
  ],
  [
    'a trial that is none',
    () => changed((header) => (header.__metadata__.trial = '{"model":7}')),
    /wanted a trial in its metadata; trial\./,
  ],
  [
    'a deviation below 0',
    () => statistics(({ deviation }) => deviation.fill(-1e-9, 3, 4)),
    /wanted 8 numbers from 0 on as deviation, found -1e-9/,
  ],
  [
    'a deviation that is no number',
    () => statistics(({ deviation }) => deviation.fill(null, 3, 4)),
    /wanted 8 numbers from 0 on as deviation, found null/,
  ],
  [
    'an infinite mean',
    () => rewritten(/\\"mean\\":\[[^,]*/, '\\"mean\\":[1e999'),
    /wanted 8 finite numbers as mean, found (null|Infinity)/,
  ],
  [
    'too few means',
    () => statistics(({ mean }) => mean.pop()),
    /wanted 8 finite numbers as mean, found 7/,
  ],
  [
    'no statistics of features that are standardised',
    () => changed((header) => (header.__metadata__.statistics = 'null')),
    /wanted mean and deviation of 8 features as statistics, found none/,
  ],
];

describe('a safetensors file', () => {
  for (const [what, file, words] of broken) {
    it(`is refused with ${what}`, () => {
      assert.match(refusal(file()), words);
    });
  }
});

describe('a key that stands twice', () => {
  it('is found in any object, and nowhere else', () => {
    assert.equal(repeatedKey('{"a":1,"b":{"a":2},"c":["a","a",{"a":"a:"}]}'), null);
    assert.equal(repeatedKey('[{"a":1},{"a":1,"\\u0061" :2}]'), 'a');
    assert.equal(repeatedKey('{"x":{"{\\"a\\":":1,"a":2,"a":3}}'), 'a');
    assert.equal(repeatedKey('{"__proto__":1,"__proto__":2}'), '__proto__');
    fc.assert(
      fc.property(fc.json(), (text) => {
        // What was written from values has each key once.
        assert.isNull(repeatedKey(text));
      }),
    );
  });
});

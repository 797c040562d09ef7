/** What is read in pieces is what JSON.parse reads, and what it refuses is refused. */
import { assert } from 'chai';
import fc from 'fast-check';
import {
  JsonProblem,
  JsonReader,
  type JsonOptions,
  type Taker,
} from '../../../src/formats/json/reader.ts';
import { readJson } from '../../../src/formats/json/read.ts';

const wide: JsonOptions = { nesting: 1_000, text: 100_000, rest: 1_000_000 };

function readIn(pieces: readonly string[], options: JsonOptions = wide): unknown {
  const reader = new JsonReader(options);
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}

/** The text in pieces of one to ten characters, and in one. */
const cutIn = (text: string, lengths: readonly number[]): string[] => {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
};
const lengths = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 5 });

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof JsonProblem) return error.message;
    throw error;
  }
  return '';
}

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('JSON read in pieces', () => {
  it('is what JSON.parse reads, however it is cut', () => {
    const any = fc.jsonValue({ maxDepth: 6 });
    const spaces = fc.constantFrom(undefined, 1, '\t', ' \n\r');
    fc.assert(
      fc.property(any, spaces, lengths, (value, space, cut) => {
        const text = JSON.stringify(value, null, space);
        assert.deepEqual(readIn(cutIn(text, cut)), JSON.parse(text));
        assert.deepEqual(readIn([text]), JSON.parse(text));
      }),
    );
  });

  it('has escapes, numbers and keys as JSON.parse has them', () => {
    const texts = [
      String.raw`"\" \\ \/ \b\f\n\r\t \u0041 \ud83d\ude00 \ud83d"`,
      '[-0, 0.5, 1e3, 1E-3, 12.5e+10, 1e999, 5e-324]',
      '{"__proto__": {"a": 1}, "constructor": 2, "a": 1, "a": 2, "": 3}',
      ' \n\t\r[ true , false , null ] \n',
    ];
    for (const text of texts) {
      const [whole, cut] = [readIn([text]), readIn(Array.from(text))];
      const wanted: unknown = JSON.parse(text);
      assert.deepEqual(whole, wanted);
      assert.deepEqual(cut, wanted);
      if (Array.isArray(whole)) assert.isTrue(Object.is(whole[0], (wanted as unknown[])[0]));
    }
    assert.isTrue(Object.hasOwn(readIn(['{"__proto__": 1}']) as object, '__proto__'));
  });

  it('is refused where JSON.parse refuses it', () => {
    const few = fc.constantFrom(...Array.from('{}[]",:\\ -+.0123eEtruefalsn\n\u0000a/'));
    const noise = fc.array(few, { maxLength: 12 }).map((letters) => letters.join(''));
    const broken = fc.tuple(fc.jsonValue(), fc.nat(), noise).map(([value, at, letters]) => {
      const text = JSON.stringify(value);
      const place = at % (text.length + 1);
      return text.slice(0, place) + letters + text.slice(place + 1);
    });
    fc.assert(
      fc.property(fc.oneof(noise, broken), lengths, (text, cut) => {
        assert.equal(problemOf(() => readIn(cutIn(text, cut))) === '', parses(text), text);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with the place and what was wanted there', () => {
    assert.equal(
      problemOf(() => readIn(['{"a": [1, 2', ' 3]}'])),
      'a.2: expected JSON (a comma or the end at character 13), got "3"',
    );
    assert.match(
      problemOf(() => readIn(['{"a": "b'])),
      /^a: expected JSON \(the rest of a text/,
    );
    assert.match(
      problemOf(() => readIn([''])),
      /^the document: .*\(a value at character 1\), got nothing/,
    );
  });

  it('is nested, and has texts, as long as is said', () => {
    const options = { nesting: 2, text: 5, rest: 30 };
    assert.deepEqual(readIn(['[[["12345"]]]'], options), [[['12345']]]);
    assert.match(
      problemOf(() => readIn(['[[[[1]]]]'], options)),
      /^the document: expected at most 2 levels/,
    );
    assert.match(
      problemOf(() => readIn(['["123', '456"]'], options)),
      /^0: .*at most 5 characters/,
    );
    assert.match(
      problemOf(() => readIn([`[${'1, '.repeat(20)}1]`], options)),
      /^the document: expected at most 30 characters/,
    );
  });
});

/** Takes texts under the key `text` and lists under `numbers`, and gives back what it took. */
function taking(options: JsonOptions = wide): JsonOptions {
  const takerFor = (path: readonly (string | number)[]): Taker | null => {
    const key = path.at(-1);
    if (key === 'text') {
      const taken: string[] = [];
      return {
        kind: 'text',
        take: (piece) => taken.push(piece),
        end: () => ({ taken: taken.join('') }),
      };
    }
    if (key !== 'numbers') return null;
    const taken: number[] = [];
    return { kind: 'numbers', take: (piece) => taken.push(...piece), end: () => ({ taken }) };
  };
  return { ...options, takerFor };
}

describe('what is taken while it is read', () => {
  it('is the whole text and all numbers, however they are cut', () => {
    const any = fc.record({
      text: fc.string({ unit: 'binary', maxLength: 50 }),
      numbers: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 30 }),
      rest: fc.jsonValue(),
    });
    fc.assert(
      fc.property(any, fc.constantFrom(undefined, 2), lengths, (value, space, cut) => {
        const text = JSON.stringify([value], null, space);
        const { text: letters, numbers, rest } = (JSON.parse(text) as (typeof value)[])[0]!;
        const wanted = [{ text: { taken: letters }, numbers: { taken: numbers }, rest }];
        assert.deepEqual(readIn(cutIn(text, cut), taking()), wanted);
        assert.deepEqual(readIn([text], taking()), wanted);
      }),
    );
  });

  it('does not count against the limits', () => {
    const options = taking({ nesting: 3, text: 10, rest: 60 });
    const many = `{"text": "${'x'.repeat(500)}", "numbers": [${'1,'.repeat(500)}2]}`;
    const read = readIn(cutIn(many, [7]), options) as { numbers: { taken: number[] } };
    assert.lengthOf(read.numbers.taken, 501);
  });

  it('is refused where a list is not one of numbers', () => {
    for (const list of [
      '[1, "2"]',
      '[1, [2]]',
      '[1,]',
      '[,]',
      '[1 2]',
      '[1, {"a": 2}]',
      '[1, nul]',
    ]) {
      const text = `{"numbers": ${list}}`;
      for (const pieces of [[text], Array.from(text)]) {
        assert.match(
          problemOf(() => readIn(pieces, taking())),
          /^numbers: expected a list of numbers, got /,
          list,
        );
      }
    }
    assert.deepEqual(readIn(['{"numbers": [ ], "text": 5}'], taking()), {
      numbers: { taken: [] },
      text: 5,
    });
  });
});

async function* chunksOf(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  await Promise.resolve();
}

describe('a JSON file', () => {
  const value = { name: 'Räume €😀', list: [1, 2, 3], long: 'ä'.repeat(5_000) };
  const text = JSON.stringify(value);

  it('is read in UTF-8 and UTF-16, with and without a byte order mark', async () => {
    const files = {
      'UTF-8': Buffer.from(text),
      'UTF-8 with a mark': Buffer.from(`\uFEFF${text}`),
      'UTF-16 with a mark': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    };
    for (const [name, bytes] of Object.entries(files)) {
      for (const length of [1, 1000, 1e6]) {
        assert.deepEqual(await readJson(chunksOf(bytes, length), wide), value, name);
      }
    }
  });

  it('says how far it is, leaves the thread free, and stops when it is aborted', async () => {
    const bytes = Buffer.from(`[${'[1.25,2.5],'.repeat(400_000)}0]`);
    const controller = new AbortController();
    const options = { ...wide, rest: 1e8, signal: controller.signal };
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const seen: number[] = [];
    await readJson(chunksOf(bytes, 1e6), { ...options, progress: (at) => seen.push(at) });
    clearInterval(timer);
    assert.isAbove(turns, 2);
    assert.isAbove(seen.length, 2);
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
    const stopped = readJson(chunksOf(bytes, 1e6), {
      ...options,
      progress: () => controller.abort(),
    });
    const error: unknown = await stopped.then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.match(String(error), /[Aa]bort|cancel/);
  });
});

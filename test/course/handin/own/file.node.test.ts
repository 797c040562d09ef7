import { assert } from 'chai';
import fc from 'fast-check';
import { defaultChoices } from '../../../../src/course/answers/choices.ts';
import { ownAnswer } from '../../../../src/course/handin/file/own-answer.ts';
import {
  readHandIn,
  type HandInFile,
  type ReadHandIn,
} from '../../../../src/course/handin/file/read.ts';
import { handInText } from '../../../../src/course/handin/file/write.ts';
import { answerable, nothingOwn } from '../../../../src/course/handin/own/types.ts';
import { exif, madeJpeg } from '../../../formats/made-jpeg.ts';

async function* pieces(bytes: Uint8Array, length = 1000): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += length) {
    yield await Promise.resolve(bytes.subarray(at, at + length));
  }
}

const read = (text: string): Promise<ReadHandIn> =>
  readHandIn(pieces(new TextEncoder().encode(text)));

async function whole(text: string): Promise<HandInFile> {
  const found = await read(text);
  return found.ok ? found.file : assert.fail(found.issues[0]?.message ?? '');
}

async function refusal(text: string): Promise<string> {
  const found = await read(text);
  return found.ok ? assert.fail('it was read') : (found.issues[0]?.message ?? '');
}

const jpeg = madeJpeg(30, 40);
const photo = { alt: 'my page', width: 30, height: 40, jpeg };
const example = async (): Promise<HandInFile> => ({
  student: { name: 'Ada Lovelace', id: '1815', course: '' },
  own: {
    choices: { ...defaultChoices, wiring: 'by-input' },
    answers: new Map([
      ['I1e', await ownAnswer('It *vanishes*: $0.01^8$', [])],
      ['T1', await ownAnswer('', [photo])],
    ]),
    agreed: new Map([['T2', '0123abcd']]),
    marked: true,
  },
  without: new Set(['T3']),
});

/** The example's document, changed. */
async function changed(change: (document: Record<string, unknown>) => void): Promise<string> {
  const document = JSON.parse(handInText(await example())) as Record<string, unknown>;
  change(document);
  return JSON.stringify(document);
}

describe('the hand-in file', () => {
  it('keeps choices, texts, photos and details', async () => {
    const file = await whole(handInText(await example()));
    assert.deepEqual(file, {
      ...(await example()),
      own: {
        ...(await example()).own,
        answers: new Map([...(await example()).own.answers].toReversed()),
      },
    });
  });

  it('is the same text when it is written again', async () => {
    const answers = fc.dictionary(
      fc.constantFrom(...answerable),
      fc.record({
        text: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
        photos: fc.array(fc.record({ alt: fc.string({ maxLength: 40 }) }), { maxLength: 2 }),
      }),
    );
    const without = fc.uniqueArray(fc.constantFrom(...answerable));
    await fc.assert(
      fc.asyncProperty(answers, without, fc.string({ maxLength: 50 }), async (some, out, name) => {
        const own = new Map<string, Awaited<ReturnType<typeof ownAnswer>>>();
        for (const [key, { text, photos }] of Object.entries(some)) {
          own.set(
            key,
            await ownAnswer(
              text,
              photos.map(({ alt }) => ({ ...photo, alt })),
            ),
          );
        }
        const student = { name: name, id: '', course: '' };
        const text = handInText({
          student,
          own: { ...nothingOwn, answers: own },
          without: new Set(out),
        });
        assert.equal(handInText(await whole(text)), text);
      }),
      { numRuns: 40 },
    );
  });

  it('says what is wrong and where', async () => {
    assert.include(
      await refusal('{"format":"a2-experiment"}'),
      "expected 'a2-hand-in', a hand-in file",
    );
    assert.include(await refusal(await changed((it) => (it.version = 2))), 'version: expected 1');
    assert.match(await refusal(await changed((it) => (it.more = 1))), /more: expected no such key/);
    assert.match(
      await refusal(await changed((it) => (it.answers = { T9: { text: '', photos: [] } }))),
      /^answers\.T9: expected/,
    );
    const text = 'x'.repeat(20_001);
    assert.match(
      await refusal(await changed((it) => (it.answers = { T1: { text, photos: [] } }))),
      /answers\.T1\.text: expected/,
    );
    assert.include(await refusal('no JSON'), 'the document: expected');
  });

  it('refuses photos that are no JPEG, that lie about their size, or that are too large', async () => {
    const withPhoto = (bytes: Uint8Array, width = 30): Promise<string> =>
      changed((it) => {
        const base64 = Buffer.from(bytes).toString('base64');
        it.answers = { T1: { text: '', photos: [{ alt: '', width, height: 40, jpeg: base64 }] } };
      });
    assert.match(
      await refusal(await withPhoto(new TextEncoder().encode('<svg onload="x">'))),
      /answers\.T1\.photos\.0\.jpeg: expected a whole JPEG file/,
    );
    assert.include(await refusal(await withPhoto(jpeg, 31)), '31 × 40 pixels');
    assert.include(
      await refusal(await withPhoto(new Uint8Array(2_000_001))),
      'at most 2000000 bytes',
    );
    assert.include(
      await refusal(
        await changed(
          (it) =>
            (it.answers = {
              T1: { text: '', photos: [{ alt: '', width: 1, height: 1, jpeg: 7 }] },
            }),
        ),
      ),
      'answers.T1.photos.0.jpeg',
    );
  });

  it('frees photos of what other programs left in them', async () => {
    const told = madeJpeg(30, 40, exif(1, 'a secret place'));
    const text = await changed((it) => {
      const base64 = Buffer.from(told).toString('base64');
      it.answers = { T1: { text: '', photos: [{ alt: '', width: 30, height: 40, jpeg: base64 }] } };
    });
    assert.deepEqual((await whole(text)).own.answers.get('T1')?.photos[0]?.jpeg, jpeg);
  });

  it('gives for any bytes a file or a sentence', async () => {
    const original = new TextEncoder().encode(handInText(await example()));
    const tampered = fc
      .tuple(fc.nat(original.length - 1), fc.nat(255), fc.nat(4), fc.uint8Array({ maxLength: 8 }))
      .map(([at, byte, cut, more]) => {
        const bytes = new Uint8Array([
          ...original.subarray(0, at),
          ...more,
          ...original.subarray(at + cut),
        ]);
        if (at < bytes.length) bytes[at] = byte;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(tampered, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const found = await readHandIn(pieces(bytes, 97));
        if (found.ok) assert.equal(handInText(found.file), handInText(found.file));
        else assert.isNotEmpty(found.issues[0]?.message);
      }),
      { numRuns: 200 },
    );
  });
});

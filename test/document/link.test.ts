import { assert } from 'chai';
import fc from 'fast-check';
import { linkOf, readLink } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { activations, datasetNames } from '../../src/document/schema.ts';
import I1c from '../../public/experiments/I1c.json' with { type: 'json' };
import I1d from '../../public/experiments/I1d.json' with { type: 'json' };
import I1f from '../../public/experiments/I1f.json' with { type: 'json' };
import I2c from '../../public/experiments/I2c.json' with { type: 'json' };
import I2d from '../../public/experiments/I2d.json' with { type: 'json' };

async function there(document: unknown): Promise<void> {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const link = await linkOf(parsed.experiment);
  assert.match(link, /^1\.[0-9a-f]{10}\.[A-Za-z0-9_-]+$/);
  const back = await readLink(link);
  if (!back.ok) throw new Error(back.issues[0]?.message);
  assert.deepEqual(back.trials, parsed.trials);
  assert.deepEqual({ ...back.experiment, trial: {} }, { ...parsed.experiment, trial: {} });
}

/** Encodes a text as a link, with a correct or wrong check. */
async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const messageOf = async (link: string): Promise<string> => {
  const read = await readLink(link);
  return read.ok ? 'accepted' : (read.issues[0]?.message ?? '');
};

describe('a link that holds an experiment', () => {
  it('brings every preset there and back, its text included', async () => {
    for (const document of [I1c, I1d, I1f, I2c, I2d]) await there(document);
  });

  it('is short enough for a mail', async () => {
    const parsed = parseExperiment(I2d);
    if (!parsed.ok) throw new Error('I2d');
    assert.isBelow((await linkOf(parsed.experiment)).length, 1200);
  });

  it('keeps a default that an axis over optimisers needs', async () => {
    // 0.001 is SGD's default and Adam's, but not RMSProp's.
    const optimizer = { name: 'sgd', learningRate: 0.001 };
    await there({
      ...I1f,
      trial: { ...I1f.trial, optimizer },
      axes: [{ path: 'optimizer.name', values: ['sgd', 'rmsprop', 'adam'] }],
    });
  });

  it('brings any experiment there and back', async () => {
    const document = fc.record({
      format: fc.constant('a2-experiment'),
      version: fc.constant(1),
      name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
      title: fc
        .string({ minLength: 1, maxLength: 50, unit: 'grapheme' })
        .filter((t) => t.length <= 200),
      question: fc.string({ maxLength: 100 }),
      trial: fc.record({
        dataset: fc.record({ name: fc.constantFrom(...datasetNames) }),
        model: fc.record({
          depth: fc.integer({ min: 0, max: 8 }),
          width: fc.integer({ min: 1, max: 64 }),
          activation: fc.constantFrom(...activations),
        }),
        optimizer: fc.record({
          name: fc.constantFrom('sgd', 'rmsprop', 'adam', 'adamw'),
          learningRate: fc.constantFrom(0.001, 0.01, 0.1),
        }),
        batchSize: fc.integer({ min: 1, max: 1000 }),
        epochs: fc.integer({ min: 0, max: 100 }),
        seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      }),
      axes: fc.constantFrom(
        [],
        [{ path: 'seed', values: [1, 2] }],
        [{ path: 'optimizer.name', values: ['adam', 'rmsprop'] }],
      ),
    });
    await fc.assert(fc.asyncProperty(document, there), { numRuns: 60 });
  });

  it('gives an error for any garbage, and throws for none', async () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.string().map((text) => `1.${text}`),
      fc
        .tuple(fc.stringMatching(/^[0-9a-f]{10}$/), fc.base64String())
        .map((p) => `1.${p.join('.')}`),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (link) => {
        assert.isFalse((await readLink(link)).ok);
      }),
      { numRuns: 200 },
    );
  });

  it('tells a link that was cut short or changed', async () => {
    const parsed = parseExperiment(I1d);
    if (!parsed.ok) throw new Error('I1d');
    const link = await linkOf(parsed.experiment);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: link.length - 1 }), async (length) => {
        assert.isFalse((await readLink(link.slice(0, length))).ok);
      }),
      { numRuns: 100 },
    );
    assert.match(await messageOf(link.slice(0, -9)), /^the link: expected a complete link/);
  });

  it('names its version, and what is wrong with the document', async () => {
    assert.match(await messageOf('2.abc.def'), /^the link: expected a link of version 1, got "2"/);
    const { contentHash } = await import('../../src/document/hash.ts');
    const text = JSON.stringify({ ...I1d, trial: { ...I1d.trial, batchSize: -3 } });
    const link = `1.${contentHash(text).slice(0, 10)}.${await packed(text)}`;
    assert.equal(await messageOf(link), 'trial.batchSize: expected a number ≥ 1, got -3');
  });

  it('unpacks no bomb and reads no endless address', async () => {
    const bomb = await packed(' '.repeat(50_000_000));
    assert.isBelow(bomb.length, 100_000);
    assert.match(await messageOf(`1.0000000000.${bomb}`), /at most 1000000 bytes/);
    assert.match(await messageOf(`1.x.${'A'.repeat(100_000)}`), /at most 100000 characters/);
  });
});

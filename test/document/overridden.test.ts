/** Unused parts of a document are validated too, and deep nesting does not crash the reader. */
import { assert } from 'chai';
import fc from 'fast-check';
import { canonicalJson, contentHash } from '../../src/document/hash.ts';
import { limits } from '../../src/document/limits.ts';
import { readLink } from '../../src/document/link.ts';
import { parseExperimentText, parseForeign } from '../../src/document/parse-text.ts';
import { document } from './documents.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 0;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** As JSON, which JSON.stringify itself could not write. */
const nestedText = (depth: number): string =>
  `${'[{"a":'.repeat(depth / 2)}0${'}]'.repeat(depth / 2)}`;

const pathOf = (source: unknown): string => {
  const parsed = parseForeign(source);
  return parsed.ok ? 'valid' : (parsed.issues[0]?.path ?? '');
};
const overOptimizers = [{ path: 'optimizer', values: [{ name: 'sgd' }, { name: 'adam' }] }];

async function linkTo(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const payload = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `1.${contentHash(text).slice(0, 10)}.${payload}`;
}

describe('what an axis replaces', () => {
  it('is validated like the rest', () => {
    const under = (optimizer: unknown) => document({ axes: overOptimizers }, { optimizer });
    assert.equal(pathOf(under({ name: 'adam', beta1: 0.8 })), 'valid');
    assert.equal(pathOf(under({ name: 'adam', beta1: 2 })), 'trial.optimizer.beta1');
    assert.equal(pathOf(under({ name: 'adam', betta1: 0.8 })), 'trial.optimizer.betta1');
    assert.equal(pathOf(under({ name: 'none of ours' })), 'trial.optimizer.name');
    assert.equal(pathOf(under([])), 'trial.optimizer.name');
    assert.equal(pathOf(under({ name: nested(4) })), 'trial.optimizer.name');
  });

  it('may leave out what the axis supplies, and have what another choice needs', () => {
    assert.equal(pathOf(document({ axes: overOptimizers }, { optimizer: undefined })), 'valid');
    assert.equal(pathOf(document({ axes: overOptimizers }, { optimizer: {} })), 'valid');
    const names = [{ path: 'optimizer.name', values: ['sgd', 'adam'] }];
    const optimizer = { name: 'sgd', momentum: 0.9, beta1: 0.8, learningRate: 0.1 };
    assert.equal(pathOf(document({ axes: names }, { optimizer })), 'valid');
    const misspelt = { ...optimizer, momentun: 0.9 };
    assert.equal(
      pathOf(document({ axes: names }, { optimizer: misspelt })),
      'trial.optimizer.momentun',
    );
  });

  it('is validated where another axis wrote it', () => {
    const axes = (path: string, value: unknown) => [{ path, values: [value] }, ...overOptimizers];
    assert.equal(pathOf(document({ axes: axes('optimizer.learningRate', 0.1) })), 'valid');
    assert.equal(
      pathOf(document({ axes: axes('optimizer.learningRate', nested(9)) })),
      'axes.0.values.0',
    );
    assert.equal(pathOf(document({ axes: axes('optimizer.anything', 1) })), 'axes.0.path');
  });
});

describe('a document of any depth', () => {
  it('is refused in words from a bound on', () => {
    const deep = (depth: number) =>
      document({ axes: overOptimizers }, { optimizer: { name: nested(depth) } });
    const parsed = parseForeign(deep(limits.nesting));
    const said = parsed.ok ? '' : parsed.issues[0]?.message;
    assert.include(said, `at most ${limits.nesting} levels`);
  });

  it('never throws, as a document, a text or a link', async () => {
    for (const depth of [40, 2000, 20_000, 200_000]) {
      assert.isFalse(parseForeign(nested(depth)).ok);
      const trial = `"trial":{"dataset":{"name":"fashion-mnist"},"model":{"depth":1,"width":8},"batchSize":8,"epochs":1,"optimizer":${nestedText(depth)}}`;
      const axes = '"axes":[{"path":"optimizer","values":[{"name":"sgd"}]}]';
      const text = `{"format":"a2-experiment","version":1,"name":"deep","title":"deep",${trial},${axes}}`;
      assert.isFalse(parseExperimentText(text).ok);
      const link = await readLink(await linkTo(text));
      assert.isFalse(link.ok);
    }
  });

  it('has a hash, without recursion', () => {
    assert.lengthOf(contentHash(nested(100_000)), 64);
  });
});

/** The earlier recursive version: hashes of documents depend on every character. */
function recursive(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(recursive).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, each]) => `${JSON.stringify(key)}:${recursive(each)}`);
    return `{${entries.join(',')}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
}

describe('canonical JSON', () => {
  it('has the letters that it always had', () => {
    fc.assert(
      fc.property(fc.anything({ values: [fc.jsonValue(), fc.constant(undefined)] }), (value) => {
        assert.equal(canonicalJson(value), recursive(value));
      }),
    );
  });
});

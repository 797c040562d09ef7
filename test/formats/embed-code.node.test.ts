import { assert } from 'chai';
import { transform } from 'esbuild';
import fc from 'fast-check';
import { plainOptions } from '../../src/formats/embed-code/options.ts';
import { embedCode } from '../../src/formats/embed-code/snippets.ts';

/** The props that the component gives to the element. */
async function propsOf(code: string): Promise<Record<string, unknown>> {
  const body = code.replaceAll(/^import .*$/gm, '').replace('export function', 'function');
  const { code: script } = await transform(body, { loader: 'jsx', jsxFactory: 'h' });
  // oxlint-disable-next-line typescript/no-implied-eval -- what a bundler would do with it
  const run = new Function('h', 'configure', `${script}; return Experiment();`) as (
    h: (tag: string, props: Record<string, unknown>) => unknown,
    configure: () => void,
  ) => Record<string, unknown>;
  return run(
    (tag, props) => ({ tag, ...props }),
    () => undefined,
  );
}

describe('the code for React', () => {
  it('gives the element what was chosen, whatever a question holds', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (predict) => {
        const code = embedCode(
          { kind: 'preset', name: 'I2c', title: 'House prices' },
          { ...plainOptions, predict, compact: true, seed: 7 },
          'https://lab.example/',
        ).find(({ id }) => id === 'react');
        const props = await propsOf(code?.snippets[1]?.code ?? '');
        assert.equal(props.tag, 'a2-experiment');
        assert.equal(props.preset, 'I2c');
        assert.equal(props.predict, predict);
        assert.equal(props.seed, '7');
        assert.isTrue(props.compact);
        assert.isFunction(props['ona2-complete']);
      }),
      { numRuns: 40 },
    ));
});

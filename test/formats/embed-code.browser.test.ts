import { assert } from 'chai';
import fc from 'fast-check';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { Experiment } from '../../src/document/schema.ts';
import { readFragment } from '../../src/formats/embed-code/fragment.ts';
import {
  elementAttributes,
  plainOptions,
  type EmbedOptions,
  type EmbedSubject,
} from '../../src/formats/embed-code/options.ts';
import { embedCode } from '../../src/formats/embed-code/snippets.ts';
import { preset } from '../ui/elements/support.ts';

const lab = 'https://lab.example/a2/';

/** Ordinary texts, and texts that try to break out of their context. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '</script>',
        '<!--',
        '-->',
        '<script>',
        '"',
        "'",
        '`',
        '${x}',
        '\\',
        '&quot;',
        '&',
        ']]>',
        '\n',
        '\r',
        '\u2028',
        '{',
        '}',
        '*/',
        '</a2-experiment>',
        '<img src=x onerror=alert(1)>',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))
  .filter((text) => text !== '');

const options: fc.Arbitrary<EmbedOptions> = fc.record({
  engine: fc.constantFrom('', 'wasm', 'tfjs-cpu'),
  workers: fc.option(fc.integer({ min: 1, max: 64 })),
  autorun: fc.constantFrom('' as const, 'gesture' as const, 'visible' as const),
  readonly: fc.boolean(),
  compact: fc.boolean(),
  theme: fc.constantFrom('' as const, 'light' as const, 'dark' as const, 'system' as const),
  data: fc.constantFrom('' as const, 'real' as const, 'stand-in' as const),
  seed: fc.option(fc.nat()),
  lock: fc.subarray(['optimizer.learningRate', 'batchSize', '*']),
  predict: fc.oneof(fc.constant(''), words),
  height: fc.integer({ min: 100, max: 4000 }),
});

const { experiment: base } = preset('I2c');

async function subjectOf(title: string, carried: 'inside' | 'file'): Promise<EmbedSubject> {
  const experiment: Experiment = {
    ...base,
    name: 'mine.v1-2_x',
    title: title.slice(0, 200),
    question: title,
    notes: [title],
  };
  return { kind: 'document', experiment, link: await linkOf(experiment), carried };
}

function snippetsOf(subject: EmbedSubject, chosen: EmbedOptions, id: string): readonly string[] {
  const found = embedCode(subject, chosen, lab).find((each) => each.id === id);
  assert.isDefined(found);
  return found.snippets.map(({ code }) => code);
}

const parsed = (code: string): Document => new DOMParser().parseFromString(code, 'text/html');

function assertAttributes(element: Element, wanted: EmbedSubject, chosen: EmbedOptions): void {
  for (const [name, value] of elementAttributes(wanted, chosen)) {
    assert.equal(element.getAttribute(name), value === true ? '' : value, name);
  }
}

function assertSame(document: unknown, subject: EmbedSubject): void {
  const read = parseExperiment(document);
  if (!read.ok || subject.kind === 'preset') throw new Error('not the document that was given');
  assert.deepEqual(read.experiment, subject.experiment);
}

describe('the code for another page', () => {
  it('is one script and one element for a preset', () => {
    const subject: EmbedSubject = { kind: 'preset', name: 'I2c', title: 'House prices' };
    const [code] = snippetsOf(subject, { ...plainOptions, compact: true }, 'script');
    assert.equal(
      code,
      [
        '<script type="module" src="https://lab.example/a2/element/embed.js"></script>',
        '',
        '<a2-experiment preset="I2c" compact>',
        '  <a slot="fallback" href="https://lab.example/a2/#/I2c">House prices, in a2-lab</a>',
        '</a2-experiment>',
      ].join('\n'),
    );
  });

  it('carries any document in the page, whatever its texts hold', () =>
    fc.assert(
      fc.asyncProperty(words, options, async (title, chosen) => {
        const subject = await subjectOf(title, 'inside');
        const [code = ''] = snippetsOf(subject, chosen, 'script');
        const page = parsed(code);
        const elements = page.querySelectorAll('a2-experiment');
        assert.lengthOf(elements, 1);
        assert.lengthOf(page.querySelectorAll('script'), 2);
        assert.lengthOf(page.querySelectorAll('img'), 0);
        assert.lengthOf(elements[0]!.children, 2);
        assertAttributes(elements[0]!, subject, chosen);
        const data = elements[0]!.querySelector(':scope > script[type="application/json"]');
        assertSame(JSON.parse(data?.textContent ?? ''), subject);
      }),
      { numRuns: 60 },
    ));

  it('sets the same document from a module', () =>
    fc.assert(
      fc.asyncProperty(words, async (title) => {
        const subject = await subjectOf(title, 'inside');
        const [, code = ''] = snippetsOf(subject, plainOptions, 'npm');
        const [, assignment = ''] = code.split(/\.experiment = (?=\{)/);
        // oxlint-disable-next-line typescript/no-implied-eval -- what a page would do with it
        const evaluate = new Function(`return ${assignment}`) as () => unknown;
        assertSame(evaluate(), subject);
      }),
      { numRuns: 60 },
    ));

  it('names a file where the document lies beside the page', async () => {
    const subject = await subjectOf('A title', 'file');
    const [code = '', file = ''] = snippetsOf(subject, plainOptions, 'script');
    assert.equal(
      parsed(code).querySelector('a2-experiment')?.getAttribute('src'),
      'mine.v1-2_x.json',
    );
    assert.isTrue(parseExperiment(JSON.parse(file)).ok);
  });

  it('writes an address for an iframe that is read as it was meant', () =>
    fc.assert(
      fc.asyncProperty(words, options, async (title, chosen) => {
        const subject = await subjectOf(title, 'inside');
        const [code = ''] = snippetsOf(subject, chosen, 'iframe');
        const frame = parsed(code).querySelector('iframe');
        assert.isNotNull(frame);
        assert.lengthOf(parsed(code).body.children, 1);
        const request = readFragment(new URL(frame.getAttribute('src') ?? '').hash);
        assert.deepEqual(request, {
          experiment: { by: 'link', value: subject.kind === 'document' ? subject.link : '' },
          attributes: elementAttributes(subject, chosen),
          origin: '*',
          unknown: [],
        });
      }),
      { numRuns: 60 },
    ));
});

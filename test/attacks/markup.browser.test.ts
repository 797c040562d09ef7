import { assert } from 'chai';
import fc from 'fast-check';
import { chartSvg } from '../../src/figures/charts/svg.ts';
import { inert, parsedMarkup } from '../../src/ui/elements/markup.ts';
import { bodyOf, reportParts } from '../../src/course/handin/report.ts';
import type { HandIn } from '../../src/course/handin/types.ts';
import { specOf } from '../figures/charts/support.ts';
import { madeHandIn } from '../course/handin/made.ts';
import { hostileText, numRuns } from './mutations.ts';

/** The elements of some markup, by name. */
const names = (markup: string): string[] =>
  [...inert(parsedMarkup(markup)).querySelectorAll('*')].map(({ localName }) => localName);

describe('markup with hostile texts', () => {
  it('of a chart has the elements of any other, and nothing that runs', () => {
    const chart = (title: string, label: string, warning: string): string =>
      chartSvg(
        { ...specOf(), title, xLabel: label, yLabel: label },
        {
          x: [1, 2],
          groups: [{ id: 'a', label, style: { colour: 0, marker: 'circle' }, note: label }],
          lines: [{ group: 'a', name: label, dashed: false, values: [0.5, 0.25] }],
        },
        { warning },
      );
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (title, label, warning) => {
        const markup = chart(title, label, warning);
        inert(parsedMarkup(markup));
        // As a file, too, where every letter must be one of XML's.
        const file = new DOMParser().parseFromString(markup, 'image/svg+xml');
        assert.isNull(file.querySelector('parsererror'));
        assert.isEmpty([...file.querySelectorAll('script, foreignObject')]);
      }),
      { numRuns },
    );
  });

  it('of a report has the elements of any other, and nothing that runs', async () => {
    const whole = await madeHandIn();
    const small: HandIn = { ...whole, theory: [], runs: whole.runs.slice(0, 1) };
    const body = (text: string): string => {
      const [run] = small.runs;
      return bodyOf(
        reportParts({
          ...small,
          student: { name: text, id: text, course: text },
          runs: [
            {
              ...run!,
              experiment: { ...run!.experiment, title: text, question: text, notes: [text] },
            },
          ],
        }),
      );
    };
    const wanted = names(body('plain')).filter((name) => !['p', 'br'].includes(name));
    fc.assert(
      fc.property(hostileText, (text) => {
        const found = names(body(`a${text}`)).filter((name) => !['p', 'br'].includes(name));
        assert.deepEqual(found, wanted);
      }),
      // A report takes a hundred times as long as a chart.
      { numRuns: numRuns / 20 },
    );
  });
});

/** A drawing's legend: which labels are whole, and where it stands. */
import { assert } from 'chai';
import { belowLegend, besideLegend, besideWidth } from '../../../src/figures/charts/svg-legend.ts';
import type { LegendEntry } from '../../../src/figures/charts/legend.ts';
import { textWidth } from '../../../src/figures/charts/svg-parts.ts';
import { lightTheme } from '../../../src/figures/charts/svg-theme.ts';

const entry = (label: string): LegendEntry => ({
  label,
  id: label,
  style: { colour: 0, marker: 'circle' },
  values: [],
});

/** 260 px: wider than a third of a page, narrower than a page. */
const long = 'Adam, learning rate 0.001, batches of 128, Xavier';
const box = { left: 10, right: 630, top: 0 };

describe('a drawing’s legend', () => {
  it('cuts no label that has room below the plot', () => {
    assert.isAbove(textWidth(long, 12), 200);
    const { markup } = belowLegend([entry(long), entry('SGD')], [], box, lightTheme);
    assert.include(markup, `>${long}</text>`);
    assert.notInclude(markup, '…');
  });

  it('shortens what is wider than the drawing, and keeps the whole as its title', () => {
    const endless = long.repeat(4);
    const { markup } = belowLegend([entry(endless)], [], box, lightTheme);
    assert.include(markup, `<title>${endless}</title>`);
    assert.include(markup, '…</text>');
  });

  it('stands beside the plot only where its labels are whole', () => {
    assert.isNull(besideWidth([entry(long)], [], 500, 300));
    const wanted = besideWidth([entry(long)], [], 800, 300);
    assert.isAbove(wanted!, textWidth(long, 12));
    const rows = [{ ...entry(long), end: 40 }];
    const markup = besideLegend(rows, [], { right: 500, top: 0, bottom: 300 }, lightTheme);
    assert.include(markup, `>${long}</text>`);
  });
});

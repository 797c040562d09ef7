import { assert } from 'chai';
import fc from 'fast-check';
import {
  escaped,
  linePath,
  shortened,
  tag,
  textWidth,
} from '../../../src/figures/charts/svg-parts.ts';
import { lightTheme } from '../../../src/figures/charts/svg-theme.ts';
import { tokens } from '../../../src/ui/styles/tokens.ts';

describe('the parts of a drawing', () => {
  it('escapes texts, and what XML cannot hold', () => {
    assert.equal(escaped('<a & "b">'), '&lt;a &amp; &quot;b&quot;&gt;');
    assert.equal(escaped('a\u0000b\ud800c😀'), 'a\ufffdb\ufffdc😀');
    assert.equal(
      tag('g', { 'data-x': '"<', y: 1 / 3, z: undefined }),
      '<g data-x="&quot;&lt;" y="0.33"/>',
    );
    assert.equal(tag('g', {}, 'in', 'side'), '<g>inside</g>');
  });

  it('breaks lines at gaps, or goes over them', () => {
    const points = [[0, 1], null, [2, 3], [4, -0.001]] as const;
    assert.equal(linePath(points, false), 'M0 1M2 3L4 0');
    assert.equal(linePath(points, true), 'M0 1L2 3L4 0');
    assert.equal(linePath([null, null], true), '');
  });

  it('shortens what has no room and nothing else', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.double({ min: 20, max: 200, noNaN: true }),
        (text, room) => {
          const short = shortened(text, 12, room);
          if (textWidth(text, 12) <= room) assert.equal(short, text);
          else assert.match(short, /…$/);
          assert.isAtMost(textWidth(short, 12), Math.max(room, textWidth('W…', 12)));
        },
      ),
    );
  });

  it('has the light colours of the page', () => {
    const light = (name: string) =>
      new RegExp(`--a2-${name}: light-dark\\((#[0-9a-f]+),`).exec(tokens.cssText)?.[1];
    const { series, ...others } = lightTheme;
    const named = {
      ink: 'ink',
      soft: 'soft',
      grid: 'grid',
      axis: 'line-strong',
      paper: 'raised',
      warn: 'warn',
    };
    for (const [key, name] of Object.entries(named)) {
      assert.equal(Reflect.get(others, key), light(name), name);
    }
    for (const [index, colour] of Object.entries(series)) {
      assert.equal(colour, light(`series-${index}`), index);
    }
  });
});

import { assert } from 'chai';
import { scaleColours } from '../../../src/figures/dataset-map/colour.ts';

describe('the colours of a map', () => {
  it('grows lighter with every step, in equal steps, and ends in other hues', () => {
    const luminances = scaleColours(32).map((colour) => {
      const [r, g, b] = /rgb\((\d+) (\d+) (\d+)\)/
        .exec(colour)!
        .slice(1)
        .map((text) => {
          const part = Number(text) / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    });
    // CIE lightness, another space than the one that the scale is made in.
    const lightness = luminances.map((y) => 116 * Math.cbrt(y) - 16);
    const steps = lightness.slice(1).map((l, at) => l - lightness[at]!);
    assert.isAbove(Math.min(...steps), 0.8);
    assert.isBelow(Math.max(...steps), 3 * Math.min(...steps));
  });
});

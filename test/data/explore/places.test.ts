import { assert } from 'chai';
import fc from 'fast-check';
import { scaleColours } from '../../../src/data/explore/colour-scale.ts';
import { gridMeans, narrowing, nearest, type Places } from '../../../src/data/explore/places.ts';

const places = (list: readonly (readonly [number, number, number])[]): Places => ({
  latitudes: Float64Array.from(list, ([latitude]) => latitude),
  longitudes: Float64Array.from(list, ([, longitude]) => longitude),
  values: Float64Array.from(list, ([, , value]) => value),
});

const degrees = fc.double({ min: -60, max: 60, noNaN: true });

describe('places on a map', () => {
  it('are averaged over the cells that hold them, north first', () => {
    const cells = gridMeans(
      places([
        [37.2, -122.5, 1],
        [37.9, -122.1, 3],
        [38.1, -122.1, 5],
        [37.2, -121.5, 7],
      ]),
      1,
    );
    assert.deepEqual(cells, [
      { latitude: 38, longitude: -123, count: 1, mean: 5 },
      { latitude: 37, longitude: -123, count: 2, mean: 2 },
      { latitude: 37, longitude: -122, count: 1, mean: 7 },
    ]);
  });

  it('are all counted, once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(degrees, degrees, degrees)),
        fc.constantFrom(0.5, 1, 7),
        (list, step) => {
          const cells = gridMeans(places(list), step);
          assert.equal(
            cells.reduce((sum, { count }) => sum + count, 0),
            list.length,
          );
          assert.closeTo(
            cells.reduce((sum, { count, mean }) => sum + count * mean, 0),
            list.reduce((sum, [, , value]) => sum + value, 0),
            1e-6,
          );
        },
      ),
    );
  });

  it('are found by distance on the ground, within reach only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(degrees, degrees, degrees)),
        degrees,
        degrees,
        (list, north, east) => {
          const distances = list.map(([latitude, longitude]) =>
            Math.hypot(latitude - north, (longitude - east) * narrowing(north)),
          );
          const found = nearest(places(list), north, east, 20);
          const least = Math.min(...distances);
          if (found === null) assert.isTrue(least > 20 - 1e-9);
          else assert.closeTo(distances[found]!, least, 1e-9);
        },
      ),
    );
  });
});

describe('the colour scale', () => {
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
    // CIE lightness, a different space from the one in which the scale is built.
    const lightness = luminances.map((y) => 116 * Math.cbrt(y) - 16);
    const steps = lightness.slice(1).map((l, at) => l - lightness[at]!);
    assert.isAbove(Math.min(...steps), 0.8);
    assert.isBelow(Math.max(...steps), 3 * Math.min(...steps));
  });
});

import { assert } from 'chai';
import fc from 'fast-check';
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

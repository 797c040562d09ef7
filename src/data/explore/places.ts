/** Values at geographic places: means over a grid, and the nearest place. */

export interface GridCell {
  /** South-western corner, in degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  readonly mean: number;
}

export interface Places {
  /** Degrees north. */
  readonly latitudes: Float64Array;
  /** Degrees east. */
  readonly longitudes: Float64Array;
  readonly values: Float64Array;
}

/** Means over cells of `step` degrees that hold a place, from north to south, then west to east. */
export function gridMeans({ latitudes, longitudes, values }: Places, step: number): GridCell[] {
  const cells = new Map<
    string,
    { latitude: number; longitude: number; count: number; sum: number }
  >();
  for (let i = 0; i < values.length; i++) {
    const [south, west] = [latitudes, longitudes].map((each) => Math.floor(each[i]! / step));
    const key = `${south!} ${west!}`;
    const cell = cells.get(key) ?? {
      latitude: south! * step,
      longitude: west! * step,
      count: 0,
      sum: 0,
    };
    cell.count += 1;
    cell.sum += values[i]!;
    cells.set(key, cell);
  }
  return [...cells.values()]
    .map(({ latitude, longitude, count, sum }) => ({
      latitude,
      longitude,
      count,
      mean: sum / count,
    }))
    .toSorted((a, b) => b.latitude - a.latitude || a.longitude - b.longitude);
}

/** Length of a degree of longitude relative to one of latitude. */
export const narrowing = (latitude: number): number => Math.cos((latitude * Math.PI) / 180);

/** Index of the nearest place within `reach` degrees of latitude; null where there is none. */
export function nearest(
  { latitudes, longitudes }: Places,
  latitude: number,
  longitude: number,
  reach: number,
): number | null {
  const narrow = narrowing(latitude);
  let [found, least]: [number | null, number] = [null, reach * reach];
  for (let i = 0; i < latitudes.length; i++) {
    const up = latitudes[i]! - latitude;
    const right = (longitudes[i]! - longitude) * narrow;
    const distance = up * up + right * right;
    if (distance > least) continue;
    if (distance === least && found !== null) continue;
    [found, least] = [i, distance];
  }
  return found;
}

/** Degrees to pixels: equirectangular, with longitude scaled for the map's middle latitude. */
import { narrowing, type Places } from '../../../data/explore/places.ts';

export interface Projection {
  readonly width: number;
  readonly height: number;
  /** Pixels of a degree of latitude. */
  readonly scale: number;
  readonly x: (longitude: number) => number;
  readonly y: (latitude: number) => number;
  readonly longitude: (x: number) => number;
  readonly latitude: (y: number) => number;
}

export interface Extent {
  readonly north: number;
  readonly south: number;
  readonly west: number;
  readonly east: number;
}

export function extentOf({ latitudes, longitudes }: Places): Extent {
  let [north, south, west, east] = [-90, 90, 180, -180];
  for (const latitude of latitudes) {
    north = Math.max(north, latitude);
    south = Math.min(south, latitude);
  }
  for (const longitude of longitudes) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
  }
  return { north, south, west, east };
}

const margin = 10;

/** As large as `width` and `most` pixels of height allow. */
export function project(extent: Extent, width: number, most: number): Projection {
  const { north, south, west, east } = extent;
  const narrow = narrowing((north + south) / 2);
  const [wide, high] = [Math.max(1e-6, (east - west) * narrow), Math.max(1e-6, north - south)];
  const scale = Math.min((width - 2 * margin) / wide, (most - 2 * margin) / high);
  return {
    width: wide * scale + 2 * margin,
    height: high * scale + 2 * margin,
    scale,
    x: (longitude) => margin + (longitude - west) * narrow * scale,
    y: (latitude) => margin + (north - latitude) * scale,
    longitude: (x) => west + (x - margin) / (narrow * scale),
    latitude: (y) => north - (y - margin) / scale,
  };
}

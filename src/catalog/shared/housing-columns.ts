/** Of California housing and its stand-in: scikit-learn's names, in the order of the columns. */
import type { Target } from '../kinds/dataset.ts';

export const housingFeatures = [
  { name: 'MedInc', meaning: 'median income in the block group', unit: '$10,000' },
  { name: 'HouseAge', meaning: 'median age of the houses, capped at 52', unit: 'years' },
  { name: 'AveRooms', meaning: 'average number of rooms per household', unit: 'rooms' },
  { name: 'AveBedrms', meaning: 'average number of bedrooms per household', unit: 'bedrooms' },
  { name: 'Population', meaning: 'inhabitants of the block group', unit: 'people' },
  { name: 'AveOccup', meaning: 'average number of household members', unit: 'people' },
  { name: 'Latitude', meaning: 'latitude of the block group', unit: '° north' },
  { name: 'Longitude', meaning: 'longitude of the block group', unit: '° east' },
] as const;

export const houseValue = {
  name: 'MedHouseVal',
  meaning: 'median value of the houses in the block group, capped at 5',
  unit: '$100,000',
  scale: 100_000,
  sign: '$',
  title: 'median house value',
  rows: 'districts',
  frame: {
    values: [0, 6],
    ticks: [0, 2, 4, 6],
    residual: 4,
    residualTicks: [-4, -2, 0, 2, 4],
    spread: 3,
    slice: 0.5,
    near: 0.5,
  },
  // The census capped values at $500,001.
  cap: { from: 5, text: '$500,001' },
} as const satisfies Target;

/** Typical errors of two hidden layers of 64, in ($100,000)². */
export const usualErrors = { epochs: [0.2, 1], steps: [0.2, 2] } as const;

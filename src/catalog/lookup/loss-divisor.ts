import { lossMeta, type LossName } from '../registry/loss.meta.ts';

/** What a batch's sum of losses is divided by. */
export const divisorOf = (name: LossName, rows: number, outputs: number): number =>
  lossMeta[name].divisor === 'rows' ? rows : rows * outputs;

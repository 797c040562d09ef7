/** Small pieces of Python that several parts share. */
import { taskOf } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';

/** The parts of the data by name. */
export const partsLine = (validates: boolean): string =>
  `PARTS = {"training": train_data, ${validates ? '"validation": validation_data, ' : ''}"test": test_data}`;

export const isClassification = ({ dataset }: Trial): boolean =>
  taskOf(dataset) === 'classification';

/** Rows in the kernel's memory: panels of eight, [features][8]. */
import { featureBytes, panelRows } from '../../../../src/catalog/shared/panels.ts';

export interface PanelsPlace {
  readonly address: number;
  readonly features: number;
  /** Bytes from one panel to the next. */
  readonly stride: number;
}

const indexOf = ({ address, stride }: PanelsPlace, row: number, feature: number): number =>
  (address + Math.floor(row / panelRows) * stride + feature * featureBytes) / 4 + (row % panelRows);

/** Writes values [rows, features], and zeros for the rows that the last panel lacks. */
export function writePanels(
  memory: Float32Array,
  place: PanelsPlace,
  values: ArrayLike<number>,
): void {
  const { features } = place;
  const rows = values.length / features;
  for (let row = 0; row < Math.ceil(rows / panelRows) * panelRows; row++)
    for (let feature = 0; feature < features; feature++)
      memory[indexOf(place, row, feature)] = row < rows ? values[row * features + feature]! : 0;
}

/** A copy, [rows, features]. */
export function readPanels(memory: Float32Array, place: PanelsPlace, rows: number): Float32Array {
  const { features } = place;
  return Float32Array.from({ length: rows * features }, (_, at) => {
    return memory[indexOf(place, Math.floor(at / features), at % features)]!;
  });
}

/** Tensors in the kernel's memory: a weight in quads of four rows, the rest as they are. */
import { sizeOf } from '../../../../src/catalog/lookup/layer.ts';
import { quads } from '../../../../src/catalog/shared/panels.ts';
import type { PlannedTensor } from '../../../../src/catalog/kinds/network.ts';
import type { NamedTensor } from '../../../../src/torch/layers.ts';

export interface TensorForm {
  readonly name: string;
  readonly shape: readonly number[];
  readonly learnable: boolean;
  /** Of a weight, [rows / 4][width][4], of which `columns` are real; null for others. */
  readonly quads: {
    readonly rows: number;
    readonly columns: number;
    readonly width: number;
  } | null;
  /** Floats, with the padding: a multiple of four. */
  readonly length: number;
}

export function formOf({ name, shape, role }: PlannedTensor): TensorForm {
  const size = sizeOf(shape);
  const learnable = role !== 'buffer' && role !== 'steps';
  if (role !== 'weight') return { name, shape, learnable, quads: null, length: quads(size) };
  const rows = shape[0]!;
  const columns = size / rows;
  const width = quads(columns);
  return { name, shape, learnable, quads: { rows, columns, width }, length: quads(rows) * width };
}

/** Indices in memory of a tensor's elements, row-major. */
function* indices({ quads: form, shape }: TensorForm, address: number): Generator<number, void> {
  const first = address / 4;
  if (form === null) {
    for (let at = 0; at < sizeOf(shape); at++) yield first + at;
    return;
  }
  const { rows, columns, width } = form;
  for (let row = 0; row < rows; row++) {
    const quad = first + (row >> 2) * width * 4 + (row & 3);
    for (let column = 0; column < columns; column++) yield quad + column * 4;
  }
}

/** Throws RangeError where the values are not as many as the form's. */
export function writeTensor(
  memory: Float32Array,
  form: TensorForm,
  address: number,
  values: ArrayLike<number>,
): void {
  if (values.length !== sizeOf(form.shape)) {
    const wanted = `[${form.shape.join(', ')}]`;
    throw new RangeError(
      `Cannot take ${values.length} values for the tensor ${form.name}: its shape is ${wanted}`,
    );
  }
  let from = 0;
  for (const index of indices(form, address)) memory[index] = values[from++]!;
}

/** A copy in PyTorch's order. */
export function readTensor(memory: Float32Array, form: TensorForm, address: number): NamedTensor {
  const values = new Float32Array(sizeOf(form.shape));
  let to = 0;
  for (const index of indices(form, address)) values[to++] = memory[index]!;
  return { name: form.name, shape: form.shape, values };
}

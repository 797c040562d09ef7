/** Names of a listed network's tensors in the `state_dict()` of the program that the lab exports. */
import type { NamedTensor } from '../../torch/layers.ts';

/** The attribute of the program's class Network that holds the layers. */
const prefix = 'layers.';

/** "3.weight" → "layers.3.weight". @param name within the network, as its plan has it */
export const stateName = (name: string): string => `${prefix}${name}`;

/** Whether a tensor is a count of steps, which PyTorch holds as one int64. All others have dimensions. */
export const isCounter = ({ shape }: Pick<NamedTensor, 'shape'>): boolean => shape.length === 0;

/**
 * The order of a file's bytes, and of the bytes that are hashed: counts first, so that each begins at a multiple of
 * its eight bytes, as readers need it; then all others in the order of the plan.
 */
export const inFileOrder = <T extends Pick<NamedTensor, 'shape'>>(tensors: readonly T[]): T[] => [
  ...tensors.filter(isCounter),
  ...tensors.filter((tensor) => !isCounter(tensor)),
];

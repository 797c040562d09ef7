import { memory } from '@tensorflow/tfjs-core';

/** Tensors that tfjs holds in this thread, watched for leaks. */
export const heldTensors = (): number => memory().numTensors;

/** Plain JavaScript: the slowest backend, and the one that runs everywhere. */
import '@tensorflow/tfjs-backend-cpu';
import { env } from '@tensorflow/tfjs-core';
import { activate, type Backend } from './backend.ts';

export async function startCpu(): Promise<Backend> {
  // In Node, tfjs would print an advertisement for its native package at the first tensor.
  env().set('IS_NODE', false);
  await activate('cpu');
  return { name: 'cpu', guard: (work) => work() };
}

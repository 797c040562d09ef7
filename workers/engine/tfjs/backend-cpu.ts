/** Plain JavaScript: the slowest backend, and the one that runs everywhere. */
import '@tensorflow/tfjs-backend-cpu';
import { activate, type Backend } from './backend.ts';

export async function startCpu(): Promise<Backend> {
  await activate('cpu');
  return { name: 'cpu', guard: (work) => work() };
}

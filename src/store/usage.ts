/** How much the database keeps of each kind, in the order in which it would go. */
import { placeOfName } from '../formats/artefact/names.ts';
import type { Database } from './database.ts';
import { readMark } from './marks.ts';
import { parameterBytes } from './model-keys.ts';

/** Bytes. */
export interface KeptBytes {
  readonly checkpoints: number;
  readonly weights: number;
  readonly losses: number;
  readonly figures: number;
}

/** Throws what the database throws. */
export async function keptBytes(database: Database): Promise<KeptBytes> {
  const sum = { checkpoints: 0, weights: 0, losses: 0, figures: 0 };
  const [names, marks, models] = await database.transaction(['marks', 'models'], 'readonly', (tx) =>
    Promise.all([tx.keys('marks'), tx.all('marks'), tx.keys('models')]),
  );
  for (const [at, name] of names.entries()) sum[kindOf(String(name))] += readMark(marks[at]).bytes;
  // One at a time, because together they may be large.
  for (const key of models) {
    const model = await database.transaction(['models'], 'readonly', (tx) => tx.get('models', key));
    sum.weights += parameterBytes(model);
  }
  return sum;
}

function kindOf(name: string): keyof KeptBytes {
  if (placeOfName(name) !== null) return 'checkpoints';
  if (name.endsWith('.losses')) return 'losses';
  return name.endsWith('.safetensors') ? 'weights' : 'figures';
}

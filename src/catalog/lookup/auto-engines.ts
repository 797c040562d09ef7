/** Which engines `auto` takes. */
import { engineMeta, type EngineName } from '../registry/engine.meta.ts';
import { engineNames } from './engine.ts';

/** What `auto` tries on a GPU, or else on the processor: the first that starts. */
export const autoEngines = (onGpu: boolean): readonly EngineName[] =>
  engineNames.filter((name) => {
    const { gpu = false, auto } = engineMeta[name];
    return gpu === onGpu && auto !== undefined;
  });

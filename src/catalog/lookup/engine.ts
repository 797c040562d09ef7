/** The available engines, and which of them `auto` tries. */
import { inOrder } from '../kinds/members.ts';
import { engineMeta, type EngineName } from '../registry/engine.meta.ts';

export const engineNames = inOrder(engineMeta);

/** `auto` lets the worker choose: see `autoEngines`. */
export const engineChoices = ['auto', ...engineNames] as const;
export type EngineChoice = (typeof engineChoices)[number];

/** What `auto` tries on a GPU, or on the CPU: it uses the first that starts. */
export const autoEngines = (onGpu: boolean): readonly EngineName[] =>
  engineNames.filter((name) => {
    const { gpu = false, auto } = engineMeta[name];
    return gpu === onGpu && auto !== undefined;
  });

/** Which engines there are. */
import { inOrder } from '../kinds/members.ts';
import { engineMeta } from '../registry/engine.meta.ts';

export const engineNames = inOrder(engineMeta);

/** `auto` lets the worker choose: see auto-engines.ts. */
export const engineChoices = ['auto', ...engineNames] as const;
export type EngineChoice = (typeof engineChoices)[number];

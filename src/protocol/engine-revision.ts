/** Which state of an engine came to a result: see `revision` in src/catalog/kinds/engine.ts. */
import { engineMeta } from '../catalog/registry/engine.meta.ts';
import type { EngineInfo } from './worker-api.ts';

/** Results from before revisions were counted do not say theirs. */
export const revisionOf = ({ revision = 1 }: Pick<EngineInfo, 'revision'>): number => revision;

/** Whether today's engine may come to other digits; an engine that is none of ours has no revisions. */
export const isOutdated = (engine: Pick<EngineInfo, 'name' | 'revision'> | null): boolean =>
  engine !== null && revisionOf(engine) !== engineMeta[engine.name].revision;

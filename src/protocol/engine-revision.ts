/** Which revision of an engine computed a result: see `revision` in src/catalog/kinds/engine.ts. */
import { engineMeta } from '../catalog/registry/engine.meta.ts';
import type { EngineInfo } from './worker-api.ts';

/** Results from before revisions were counted do not name one. */
export const revisionOf = ({ revision = 1 }: Pick<EngineInfo, 'revision'>): number => revision;

/** Whether the current engine may compute other digits; other programs' engines have no revisions. */
export const isOutdated = (engine: Pick<EngineInfo, 'name' | 'revision'> | null): boolean =>
  engine !== null && revisionOf(engine) !== engineMeta[engine.name].revision;

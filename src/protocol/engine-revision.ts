/**
 * Which state of an engine came to a result. The same trial gives the same bits on the same engine only
 * as long as the engine computes in the same way: whoever changes what it computes, by a last digit and
 * be it for few trials, raises its revision here. What was computed before is then shown as what it is,
 * and never taken for what the engine would give today.
 */
import type { EngineInfo } from './worker-api.ts';

/**
 * 1 of every engine: all up to the first revision that was counted. 2: what float32 cannot hold, and
 * epsilons below 1e-8, are PyTorch's.
 */
export const engineRevisions: Readonly<Record<EngineInfo['name'], number>> = {
  wasm: 2,
  'tfjs-webgpu': 2,
  'tfjs-wasm': 2,
  'tfjs-cpu': 2,
};

/** Results from before revisions were counted do not say theirs. */
export const revisionOf = ({ revision = 1 }: Pick<EngineInfo, 'revision'>): number => revision;

/** Whether today's engine may come to other digits; an engine that is none of ours has no revisions. */
export const isOutdated = (engine: Pick<EngineInfo, 'name' | 'revision'> | null): boolean =>
  engine !== null && revisionOf(engine) !== engineRevisions[engine.name];

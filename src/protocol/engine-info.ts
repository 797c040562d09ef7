/** Which engine trains a trial. */
import type { EngineName } from '../catalog/registry/engine.meta.ts';

export interface EngineInfo {
  readonly name: EngineName;
  /** Why this engine was chosen, as text for the page. */
  readonly reason: string;
  /** The GPU's name or similar, if any. */
  readonly device?: string;
  /** As in its metadata; absent in results from before revisions were counted. */
  readonly revision?: number;
}

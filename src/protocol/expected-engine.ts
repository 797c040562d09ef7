/** What a choice comes to before any engine is started. */
import { autoEngines } from '../catalog/lookup/auto-engines.ts';
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import type { EngineName } from '../catalog/registry/engine.meta.ts';
import { gpuMayPay } from '../document/parameters.ts';
import type { Trial } from '../document/schema.ts';
import { detectGpu } from './detect-gpu.ts';

/**
 * The engine on which a trial will be trained, as far as all start that should: `auto` takes a GPU where one may pay
 * and there is a hardware adapter. Undefined where it has none for that.
 */
export async function expectedEngine(
  choice: EngineChoice,
  trial: Trial,
): Promise<EngineName | undefined> {
  if (choice !== 'auto') return choice;
  const [onGpu] = autoEngines(true);
  if (onGpu !== undefined && gpuMayPay(trial) && (await detectGpu()).kind === 'hardware')
    return onGpu;
  return autoEngines(false)[0];
}

/** What a choice comes to before any engine is started. */
import { autoEngines } from '../catalog/lookup/auto-engines.ts';
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import type { EngineName } from '../catalog/registry/engine.meta.ts';
import { gpuMayPay } from '../document/parameters.ts';
import type { Trial } from '../document/schema.ts';
import { detectGpu } from './detect-gpu.ts';

/**
 * The engine that will train a trial, provided that it starts: `auto` uses a GPU if it may pay off and there is a hardware
 * adapter. Undefined if no engine fits.
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

/** The Python that runs exported programs in tests. */
import { spawnSync } from 'node:child_process';

/**
 * A Python that has torch, or null: `A2_PYTHON`, the first on the path, or Debian's.
 * @returns {string | null}
 */
export function pythonWithTorch() {
  for (const candidate of [process.env['A2_PYTHON'], 'python3', '/usr/bin/python3']) {
    if (candidate === undefined || candidate === '') continue;
    const found = spawnSync(candidate, ['-c', 'import torch, numpy'], { stdio: 'ignore' });
    if (found.status === 0) return candidate;
  }
  return null;
}

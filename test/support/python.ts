/** The Python that runs exported programs in tests. */
import { spawnSync } from 'node:child_process';

/** A Python that has torch, or null: `A2_PYTHON`, the first on the path, or Debian's. */
export function pythonWithTorch(): string | null {
  const candidates = [process.env.A2_PYTHON, 'python3', '/usr/bin/python3'];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    const found = spawnSync(candidate, ['-c', 'import torch, numpy'], { stdio: 'ignore' });
    if (found.status === 0) return candidate;
  }
  return null;
}

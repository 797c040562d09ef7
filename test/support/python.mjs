/** The Python that runs exported programs in tests. */
import { spawnSync } from 'node:child_process';

const candidates = () =>
  [process.env['A2_PYTHON'] ?? '', 'python3', '/usr/bin/python3'].filter((each) => each !== '');

/**
 * The Pythons that have torch, each with its torch version, in search order; of two
 * with the same version only the first.
 * @returns {{ python: string, version: string }[]}
 */
export function pythonsWithTorch() {
  /** @type {{ python: string, version: string }[]} */
  const found = [];
  for (const python of candidates()) {
    const program = 'import numpy, torch; print(torch.__version__)';
    const { status, stdout } = spawnSync(python, ['-c', program], { encoding: 'utf8' });
    const version = stdout?.trim() ?? '';
    if (status === 0 && !found.some((each) => each.version === version))
      found.push({ python, version });
  }
  return found;
}

/**
 * A Python that has torch, or null: `A2_PYTHON`, the first on the path, or Debian's.
 * @returns {string | null}
 */
export function pythonWithTorch() {
  for (const candidate of candidates()) {
    const found = spawnSync(candidate, ['-c', 'import torch, numpy'], { stdio: 'ignore' });
    if (found.status === 0) return candidate;
  }
  return null;
}

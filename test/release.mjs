/**
 * `npm run test:release`: what takes too long for every change. Commands are killed at random moments, fifty times
 * each (A2_KILLS; A2_SEED draws other moments), where `npm test` kills them a handful of times. Ends in one line
 * that counts. Node's own modules only, until the packages are installed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, root } from '../cli/install.mjs';

if (process.argv.length > 2) {
  console.error('node test/release.mjs takes no arguments.');
  process.exit(2);
}
process.chdir(root);
ensureInstalled('all');
const { failedTests, readCounts } = await import('./support/counts.mjs');
const { buildKernels } = await import('../cli/build/kernels.mjs');
const { prepare } = await import('../data/prepare.mjs');
await prepare();
buildKernels();
const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-release-'));
const counts = path.join(folder, 'counts.json');
const { status } = spawnSync(
  process.execPath,
  [
    path.join('node_modules', 'mocha', 'bin', 'mocha.js'),
    '--reporter',
    path.join(root, 'test/support/mocha-reporter.cjs'),
    'test/cli/killed.node.test.ts',
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      A2_KILLS: process.env['A2_KILLS'] ?? '50',
      A2_RELEASE: '1',
      A2_COUNTS: counts,
    },
  },
);
const files = readCounts(counts);
rmSync(folder, { recursive: true, force: true });
const failed = failedTests(files).length;
const passed = Object.values(files).reduce((sum, file) => sum + file.passed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(status === 0 && failed === 0 && passed > 0 ? 0 : 1);

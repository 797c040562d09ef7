/** Installs the other programs that the tests use besides Chromium, on Debian as root. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findFirefox, findWebKit, packages } from './browsers.mjs';
import { isRoot } from './chromium.mjs';
import { pythonWithTorch } from './python.mjs';

/** Tests that need an unavailable package are skipped and say so. */
export function installMissing() {
  if (!isRoot || !existsSync('/etc/debian_version')) return;
  const names = [
    ...(findFirefox() === null ? packages.firefox : []),
    ...(findWebKit() === null ? packages.webkit : []),
    ...(pythonWithTorch() === null ? ['python3-torch'] : []),
  ];
  if (names.length === 0) return;
  console.log(`\nInstalling Debian packages: ${names.join(', ')} …`);
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  // One by one, because a Debian release may lack one of them.
  for (const name of names) {
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
  }
}

/** Installs what the tests look for beside Chromium, where this is Debian and its root. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findFirefox, findWebKit, packages } from './browsers.mjs';
import { isRoot } from './chromium.mjs';
import { pythonWithTorch } from './python.mjs';

/** What cannot be had is missed by its tests, which say so. */
export function installMissing() {
  if (!isRoot || !existsSync('/etc/debian_version')) return;
  const names = [
    ...(findFirefox() === null ? packages.firefox : []),
    ...(findWebKit() === null ? packages.webkit : []),
    ...(pythonWithTorch() === null ? ['python3-torch'] : []),
  ];
  if (names.length === 0) return;
  console.log(`\nInstalling of this Debian: ${names.join(', ')} …`);
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  // One by one: a release of Debian that lacks one of them still has the others.
  for (const name of names) {
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options);
  }
}

import { assert } from 'chai';
import {
  installCommand,
  systemOf,
  whyInstall,
  type Packages,
  type Stamp,
} from '../../cli/install.mjs';

const stamp = (
  lock: string,
  platform: string,
  architecture: string,
  packages: Packages = 'all',
): Stamp => ({ lock, system: systemOf(platform, architecture), packages });

describe('the packages in node_modules', () => {
  const wanted = stamp('abc', 'win32', 'x64');

  it('are left alone where they are the locked ones of this system', () => {
    assert.isNull(whyInstall(stamp('abc', 'win32', 'x64'), wanted));
  });

  it('are installed where there are none, or those of another lock file', () => {
    for (const found of [null, stamp('abd', 'win32', 'x64')])
      assert.equal(whyInstall(found, wanted), 'Installing the packages of package-lock.json …');
  });

  it('need the tools only where tools are needed, and are left alone where there are more', () => {
    const [running, all] = [stamp('abc', 'win32', 'x64', 'running'), wanted];
    assert.isNull(whyInstall(running, running));
    assert.isNull(whyInstall(all, running));
    assert.isNotNull(whyInstall(running, all));
    assert.include(whyInstall(null, running), 'that the lab needs to run');
    assert.include(installCommand('linux', 'running').args, '--omit=dev');
    assert.include(installCommand('linux', 'all').args, '--include=dev');
  });

  it('of another system or processor do not count, and the message says which system they are for', () => {
    for (const [platform, architecture] of [
      ['linux', 'x64'],
      ['win32', 'arm64'],
    ] as const) {
      const said = whyInstall(stamp('abc', platform, architecture), wanted);
      assert.include(said, `are for ${platform}-${architecture}, but this is win32-x64`);
    }
  });

  it('are installed on Windows with a single command string, because Node 24 warns about arguments for a shell', () => {
    const { command, args, shell } = installCommand('win32', 'all');
    assert.deepEqual([args, shell], [[], true]);
    assert.match(command, /^npm ci( --[a-z-]+(=[a-z]+)?)+$/);
    for (const platform of ['linux', 'darwin'] as const) {
      const other = installCommand(platform, 'all');
      assert.isFalse(other.shell);
      assert.equal([other.command, ...other.args].join(' '), command);
    }
  });
});

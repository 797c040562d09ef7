/**
 * Retries renames and removals. On Windows a file that another program has open can neither
 * be replaced nor removed, and virus scanners, OneDrive and Explorer briefly open files that were just
 * written.
 */
import { rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './problem.mjs';

/**
 * @typedef {object} Patience
 * @property {NodeJS.Platform} platform
 * @property {number} most maximum total wait in milliseconds
 * @property {(milliseconds: number) => Promise<unknown>} wait
 */

/** @type {Patience} */
export const usualPatience = {
  platform: process.platform,
  most: 5_000,
  wait: (milliseconds) => sleep(milliseconds),
};

/**
 * Whether an error means that another program has the file open. On Windows, EPERM and EACCES mean it too;
 * elsewhere they are about permissions, which waiting does not change.
 * @param {unknown} error @param {NodeJS.Platform} [platform]
 */
export const isHeld = (error, platform = process.platform) =>
  (platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY']).includes(systemCode(error));

/**
 * Retries while another program has the file open, or adds files to the folder being removed.
 * @template T
 * @param {() => Promise<T>} action @param {Partial<Patience>} [patience]
 * @returns {Promise<T>} rejects with the action's last error
 */
export async function patiently(action, patience = {}) {
  const { platform, most, wait } = { ...usualPatience, ...patience };
  let pause = 20;
  for (let waited = 0; ; waited += pause, pause = Math.min(2 * pause, 500)) {
    try {
      return await action();
    } catch (error) {
      const transient = isHeld(error, platform) || systemCode(error) === 'ENOTEMPTY';
      if (!transient || waited + pause > most) throw error;
      await wait(pause);
    }
  }
}

/** @param {string} from @param {string} to @param {Partial<Patience>} [patience] */
export const renamePatiently = (from, to, patience) => patiently(() => rename(from, to), patience);

/** Removes a file. No error where there is none. @param {string} file @param {Partial<Patience>} [patience] */
export const removePatiently = (file, patience) =>
  patiently(() => rm(file, { force: true }), patience);

/** Removes a folder and its contents. No error where there is none. @param {string} folder @param {Partial<Patience>} [patience] */
export const removeFolderPatiently = (folder, patience) =>
  patiently(() => rm(folder, { recursive: true, force: true }), patience);

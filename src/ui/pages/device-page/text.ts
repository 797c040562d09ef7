/** Texts for the states of the program and its datasets on this device. */
import type { Availability } from '../../../data/availability.ts';
import type { InstallState } from '../../../offline/install.ts';
import type { StoragePersistence, StorageRoom } from '../../../offline/storage.ts';
import type { UpdateState } from '../../../offline/updates.ts';
import { megabytes } from '../../../base/numbers.ts';

export function shellText(state: UpdateState, why: string): string {
  switch (state) {
    case 'unsupported':
      return why === 'insecure'
        ? 'Not kept, because this page is not served over HTTPS: the lab works only online.'
        : 'This browser or window does not keep the lab: it works only online.';
    case 'starting':
      return 'Saving …';
    case 'kept':
      return 'Kept: it opens offline.';
    case 'waiting':
      return 'Kept. A new version is ready: reload to use it.';
    case 'superseded':
      return 'Kept. This tab runs an earlier version than the one kept now.';
    case 'failed':
      return `Not kept, so it needs the network: ${why.replace(/\.$/, '')}.`;
    default:
      return state satisfies never;
  }
}

export function installText(state: InstallState): string {
  switch (state) {
    case 'installed':
      return 'Installed as an app.';
    case 'offered':
      return 'It can be installed as an app, with its own window and icon.';
    case 'not offered':
      return 'To install it as an app, use the browser’s menu, if it offers this.';
    default:
      return state satisfies never;
  }
}

/** Why no dataset can be kept; '' if they can. */
export function keepingText(keeping: StoragePersistence): string {
  const then = 'Each visit downloads what it needs and trains from memory.';
  switch (keeping) {
    case 'yes':
      return '';
    case 'insecure':
      return `No datasets are kept, because this page is not served over HTTPS. ${then}`;
    case 'refused':
      return `No datasets are kept: this window is private, or storage is blocked. ${then}`;
    default:
      return keeping satisfies never;
  }
}

/** Storage used and free, as text. */
export function roomText({ used, free }: StorageRoom, keeping: StoragePersistence | null): string {
  if (keeping === 'insecure' || keeping === 'refused') return 'Datasets take no space here.';
  const now =
    used === null
      ? 'This browser does not say how much the lab uses.'
      : `The lab uses ${megabytes(used)} here.`;
  return free === null ? now : `${now} It may use ${megabytes(free)} more.`;
}

export function datasetKeptText(
  known: Availability | null,
  keeping: StoragePersistence | null,
): string {
  if (known === null) return 'Looking …';
  const size = megabytes(known.bytes);
  if (known.cached) return `Kept here, ${size}.`;
  if (!known.available) {
    return 'Unavailable: this server has no copy of it, or you are offline.';
  }
  return keeping === 'yes' || keeping === null
    ? `Not kept yet: ${size}.`
    : `Downloads ${size} at each visit.`;
}

/** The result of a download; `kept` if every byte is stored as published. */
export function downloadedText(kept: boolean, notices: readonly string[]): string {
  const result = kept
    ? 'Kept and verified: identical to the published files, byte for byte.'
    : 'It is loaded, so this visit works offline, but it is not kept.';
  return [result, ...notices].join(' ');
}

/** The result of checking a kept dataset. */
export const checkTexts = {
  whole: 'Verified: every byte is as published.',
  missing: 'Parts of it are no longer kept here. Make it available again.',
  damaged: 'It was damaged and has been removed. Make it available again.',
} as const;

export const removedText = 'Removed from this device.';

/** States of the program on this device, in words. */
import type { InstallState } from '../../offline/install.ts';
import type { UpdateState } from '../../offline/updates.ts';

export function shellText(state: UpdateState, why: string): string {
  switch (state) {
    case 'unsupported':
      return 'This browser or window keeps no programs: the lab works while there is a network.';
    case 'starting':
      return 'Being kept …';
    case 'kept':
      return 'Kept: it opens without a network.';
    case 'waiting':
      return 'Kept. A new version is here and waits until you reload.';
    case 'superseded':
      return 'Kept. This tab is of an earlier version than what is kept now.';
    case 'failed':
      return `Not kept, so it needs the network: ${why}.`;
    default:
      return state satisfies never;
  }
}

export function installText(state: InstallState): string {
  switch (state) {
    case 'installed':
      return 'Installed as an app.';
    case 'offered':
      return 'It can be installed as an app, with a window and an icon of its own.';
    case 'not offered':
      return 'To install it as an app, use the browser’s own menu, where it has such an entry.';
    default:
      return state satisfies never;
  }
}

/** Texts on how long a browser keeps results. */
import type { InstallState } from '../../../offline/install.ts';

/** No browser tells a page when it deletes data, so both reasons are named. */
export const mayDeleteText =
  'The browser may delete it: Safari after seven days of use without a visit to the lab, others when the disk is nearly full.';

export function adviceText(install: InstallState): string {
  return install === 'offered'
    ? 'Install the lab as an app, or export what you need.'
    : 'Install the lab as an app from the browser’s menu (in Safari: Share, then “Add to Home Screen” or “Add to Dock”), or export what you need.';
}

/** The browser's answer to the request to keep the lab's data. */
export const answerText = (persistent: boolean): string =>
  persistent
    ? 'The browser keeps the lab’s data until you delete it.'
    : 'The browser did not agree. Export what you need, or install the lab as an app.';

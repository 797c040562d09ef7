/**
 * What the npm package calls `embed.js`: registers `<a2-experiment>` and presumes nothing on where
 * datasets or a published lab may lie; ./embed.ts is the lab's own.
 */
import './define.ts';

// The API without a page is in index.js beside this file: it is larger than a first paint should be.
export { configure } from './api/configure.ts';
export { A2Experiment } from './embed/element.ts';
export {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from './embed/events.ts';

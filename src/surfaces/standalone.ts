/**
 * `embed.js` of the npm package: registers `<a2-experiment>` and assumes no address of datasets or lab,
 * unlike the lab's own ./embed.ts.
 */
import './define.ts';

// The API is in index.js beside this file, because it is too large for the first paint.
export { configure } from './api/configure.ts';
export { A2Experiment } from './embed/element.ts';
export {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from './embed/events.ts';

/** The npm package in Node: its API and events. The element itself needs a page. */
export { configure } from '../../src/surfaces/api/configure.ts';
export { dataChoices } from '../../src/surfaces/api/data.ts';
export { presetDocument, presetNames } from '../../src/surfaces/api/presets.ts';
export {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from '../../src/surfaces/embed/events.ts';
export { LabError } from '../../src/base/errors.ts';
export { labVersion } from '../../src/base/version.ts';
export { runExperiment, sharedPool } from './run-experiment.ts';

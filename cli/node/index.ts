/** The package in Node: its API and its events. The element itself needs a page. */
export { configure } from '../../src/api/configure.ts';
export { dataChoices } from '../../src/api/data.ts';
export { presetDocument, presetNames } from '../../src/api/presets.ts';
export {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from '../../src/embed/events.ts';
export { LabError } from '../../src/protocol/errors.ts';
export { labVersion } from '../../src/version.ts';
export { runExperiment, sharedPool } from './run-experiment.ts';

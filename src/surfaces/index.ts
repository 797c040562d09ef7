/** The package's main module: the element's class, its events, and the API. Registers nothing. */
export { configure } from './api/configure.ts';
export type { Configuration } from './api/configure.ts';
export { dataChoices } from './api/data.ts';
export type { DataChoice } from './api/data.ts';
export type { ExperimentEvent, RunProgress, TrialSummary } from './api/events.ts';
export { presetDocument, presetNames } from './api/presets.ts';
export { runExperiment } from './api/run-experiment.ts';
export type { ExperimentHandle, RunExperimentOptions } from './api/run-experiment.ts';
export { sharedPool } from './api/shared-pool.ts';
export { A2Experiment } from './embed/element.ts';
export {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from './embed/events.ts';
export type { EpochRecord } from '../document/results.ts';
export type { ResultsDocument, TrialResult } from '../formats/results/document.ts';
export { lossesOf } from '../formats/results/losses-of.ts';
export type { Axis, Experiment, LayerDocument, TrialDocument } from '../document/schema.ts';
export { LabError } from '../base/errors.ts';
export type { EngineChoice } from '../catalog/lookup/engine.ts';
export { labVersion } from '../base/version.ts';

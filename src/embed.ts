/**
 * What a script tag loads: registers `<a2-experiment>`, and takes the datasets and the lab from where
 * the script itself is from, which is the folder `element/` of a published lab.
 */
import { configuration, configure } from './api/configure.ts';
import './define.ts';

// A variable, because bundlers take `new URL('…', import.meta.url)` for a file to be copied.
const here = import.meta.url;
const { datasets, lab } = configuration();
configure({
  datasets: datasets ?? new URL('../datasets/', here).href,
  lab: lab ?? new URL('../', here).href,
});

// The API without a page is in index.js beside this file: it is larger than a first paint should be.
export { configure };
export { A2Experiment } from './embed/element.ts';
export {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from './embed/events.ts';

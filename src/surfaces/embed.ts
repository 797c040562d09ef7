/**
 * What a script tag loads: registers `<a2-experiment>`, and takes the datasets and the lab from where
 * the script itself is from, which is the folder `element/` of a published lab.
 */
import { configuration, configure } from './api/configure.ts';

// A variable, because bundlers take `new URL('…', import.meta.url)` for a file to be copied.
const here = import.meta.url;
const { datasets, lab } = configuration();
configure({
  datasets: datasets ?? new URL('../datasets/', here).href,
  lab: lab ?? new URL('../', here).href,
});

export * from './standalone.ts';

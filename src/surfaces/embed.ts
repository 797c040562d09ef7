/**
 * The script for script tags: registers `<a2-experiment>`. By default, datasets and lab are those of the
 * published lab in whose folder `element/` this script is.
 */
import { configuration, configure } from './api/configure.ts';

// A variable, because bundlers treat `new URL('…', import.meta.url)` as a file to copy.
const here = import.meta.url;
const { datasets, lab } = configuration();
configure({
  datasets: datasets ?? new URL('../datasets/', here).href,
  lab: lab ?? new URL('../', here).href,
});

export * from './standalone.ts';

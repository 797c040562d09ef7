/** The page's entry: makes the pool, gives the shell what it needs, and registers what works offline. */
import { availability } from './datasets/availability.ts';
import { keepForOffline } from './offline/service-worker.ts';
import { A2App } from './pages/app/element.ts';
import type { Lab } from './pages/lab.ts';
import { presetUrl } from './pages/presets.ts';
import { Pool } from './pool/pool.ts';
import { spawnTrialWorker } from './pool/spawn.ts';
import { ExperimentRun } from './run/experiment-run.ts';
import { adopt } from './styles/adopt.ts';
import { tokens } from './styles/tokens.ts';

adopt(document, tokens);

const datasetBase = new URL('datasets/', document.baseURI).href;
const pool = new Pool({ spawn: spawnTrialWorker });

const lab: Lab = {
  createRun: (trials, machine) => new ExperimentRun(trials, { ...machine, datasetBase }, pool),
  availability: (signal) => availability(datasetBase, signal),
  dataset: (which) =>
    pool.loadDataset({
      ...(typeof which === 'string' ? { name: which } : { name: which.name, table: which.table }),
      baseUrl: datasetBase,
    }),
  preset: async (name, signal) => {
    const response = await fetch(presetUrl(name, document.baseURI), { signal });
    if (!response.ok) {
      throw new Error(`The experiment ${name} could not be fetched: ${response.status}.`);
    }
    return (await response.json()) as unknown;
  },
};

// The shell takes the place of the words that stood there before any script ran.
const app = new A2App();
app.lab = lab;
document.querySelector('#shell')?.replaceWith(app);

void keepForOffline();

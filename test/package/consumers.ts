/** Programs of strangers that only have to be type-checked: what they say must hold, and no `any`. */

export const consumer = `import {
  A2CompleteEvent,
  A2Experiment,
  LabError,
  configure,
  lossesOf,
  presetDocument,
  runExperiment,
  sharedPool,
  type EpochRecord,
  type ExperimentEvent,
  type ResultsDocument,
  type TrialDocument,
} from 'a2-lab';
import 'a2-lab/define';
import { A2Experiment as FromEmbed } from 'a2-lab/embed.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(_: T): void => undefined;

configure({ datasets: 'https://lab.example/datasets/', worker: null });

const found = document.querySelector('a2-experiment');
same<Same<typeof found, A2Experiment | null>>(true);
const element: A2Experiment = found ?? new FromEmbed();
element.experiment = { format: 'a2-experiment' };
element.compact = true;
element.seed = 7;
element.addEventListener('a2-complete', (event) => {
  same<Same<typeof event, A2CompleteEvent>>(true);
  const { results, cancelled } = event;
  same<Same<typeof results, ResultsDocument>>(true);
  same<Same<typeof cancelled, boolean>>(true);
});
element.addEventListener('a2-progress', ({ fraction, secondsLeft }) => {
  const left: number | null = secondsLeft;
  console.log(fraction * 100, left);
});
element.addEventListener('a2-trial', ({ trial }) => console.log(trial.status === 'diverged'));
element.addEventListener('a2-error', ({ code, message }) => console.log(code.length, message));
const results: Promise<ResultsDocument> = element.run();
element.cancel();
console.log(results, element.results?.environment.engine);
// @ts-expect-error what the class keeps to itself is not in its types
console.log(element.renderRoot);

const trial: TrialDocument = {
  dataset: { name: 'housing-synthetic', trainSize: 320 },
  model: { depth: 2, width: 8 },
  optimizer: { name: 'adam', learningRate: 0.01 },
  batchSize: 32,
  epochs: 2,
};
// @ts-expect-error there is no such optimiser
const wrong: TrialDocument = { ...trial, optimizer: { name: 'adamax' } };
console.log(wrong);

export async function train(signal: AbortSignal): Promise<readonly EpochRecord[]> {
  const run = runExperiment(await presetDocument('I2c'), { seed: 1, data: 'stand-in', signal });
  const records: EpochRecord[] = [];
  try {
    for await (const event of run) {
      same<Same<typeof event, ExperimentEvent>>(true);
      if (event.type === 'epoch') records.push(event.record);
      if (event.type === 'complete') console.log(event.results.trials.map(lossesOf));
    }
  } catch (error) {
    if (error instanceof LabError) console.log(error.code === 'experiment-invalid');
  }
  console.log((await run.results).passport, sharedPool.workers);
  return records;
}
`;

export const reactConsumer = `import { useRef } from 'react';
import type { A2Experiment } from 'a2-lab';
import 'a2-lab/react';

export function Page() {
  const element = useRef<A2Experiment>(null);
  return (
    <a2-experiment
      ref={element}
      preset="I2c"
      experiment={{}}
      seed={7}
      compact
      theme="dark"
      className="wide"
      ona2-complete={(event) => console.log(event.results.trials.length)}
    >
      <h2 slot="title">Houses</h2>
    </a2-experiment>
  );
}

// @ts-expect-error there is no such preset
export const wrong = <a2-experiment preset="I9" />;
`;

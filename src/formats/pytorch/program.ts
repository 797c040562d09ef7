/** An experiment, or some of its trials, as a Python program that needs torch and numpy only. */
import { askedBy } from '../../document/asked.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { portableFileName } from '../../document/file-name.ts';
import { activationsOf } from '../../document/network-form.ts';
import { shapeOf, splitOf, taskOf } from '../../document/parameters.ts';
import type { Experiment } from '../../document/schema.ts';
import { labVersion } from '../../base/version.ts';
import { resultsVersion } from '../results/document.ts';
import { dataPartOf, sourceOf } from './data-parts.ts';
import { lossPieces } from './loss-parts.ts';
import { modelPart, optimizerPart } from './model-parts.ts';
import { docText, pythonLiteral, pythonString } from './python.ts';
import { schedulePieces } from './schedule-parts.ts';
import { networkPart, networksOf, usesLists, type ListedNetwork } from './network-parts.ts';
import { holdsBack, splitSettings, type Settings } from './settings.ts';
import { networkNeeds } from './network-needs.ts';
import { trainPart } from './train-parts.ts';

/** A file name for the program: the experiment's name in lower case. */
export const programFileName = (experiment: Experiment): string =>
  portableFileName(`${experiment.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}.py`);

/**
 * The source of the program.
 * @throws RangeError when `planned` is empty or its trials are of more than one dataset
 */
export function pytorchProgram(experiment: Experiment, planned: readonly PlannedTrial[]): string {
  const trials = planned.map((each) => each.trial);
  const [first] = trials;
  const [dataset, second] = distinct(trials.map((trial) => sourceOf(trial.dataset)));
  if (first === undefined || dataset === undefined)
    throw new RangeError('a program needs at least one trial, got none');
  if (second !== undefined) {
    throw new RangeError(`a program reads one dataset, got trials of ${dataset} and ${second}`);
  }
  const data = dataPartOf(first.dataset);
  const measuresNorms = trials.some((trial) => trial.measure.gradientNorms);
  const validates = holdsBack(planned);
  const task = taskOf(first.dataset);
  const lists = usesLists(trials);
  const networks = lists ? networksOf(trials) : new Map<string, ListedNetwork>();
  const inits = distinct(trials.map((trial) => trial.init.name));
  const splits = splitOf(first.dataset) === 'seeded';
  const schedules = schedulePieces(trials);
  const losses = lossPieces(trials, shapeOf(first.dataset).outputs);
  const parts = [
    head(experiment, data.files),
    imports([...data.imports, ...(measuresNorms && lists ? ['copy'] : [])], splits),
    configuration(planned, networks),
    data.code(validates),
    lists
      ? networkPart([...networks.values()], inits)
      : modelPart(distinct(trials.flatMap(({ model }) => activationsOf(model))), inits),
    optimizerPart(distinct(trials.map((trial) => trial.optimizer.name))),
    ...(schedules === null ? [] : [schedules.code]),
    ...(losses.code === '' ? [] : [losses.code]),
    trainPart(
      { task, criterion: losses.criterion },
      {
        network: networkNeeds(shapeOf(first.dataset), [...networks.values()]),
        trials,
        schedules,
        measuresNorms,
        validates,
        asked: askedBy(...trials),
        // Published parts have equally many rows of each class.
        countsClasses: splits && task === 'classification',
      },
    ),
    main(experiment, dataset),
  ];
  return `${parts.join('\n\n\n').replace('\n\n\nimport', '\n\nimport')}\n`;
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function head(experiment: Experiment, files: string): string {
  return `#!/usr/bin/env python3
"""${docText(`${experiment.name}: ${experiment.title}`.replaceAll(/\s+/g, ' '))}

Written by a2-lab ${labVersion}. It trains the lab's trials with PyTorch: the same split, initial
weights and batches bit for bit on x86 processors with AVX2 (elsewhere PyTorch may draw other last
digits of the weights), the same losses up to rounding.

    python3 -m pip install torch numpy
    python3 ${programFileName(experiment)} --data FOLDER --out results.json

On Windows with \`py\` in place of \`python3\`.
FOLDER holds: ${docText(files)}
"""`;
}

function imports(more: readonly string[], splits: boolean): string {
  const standard = ['argparse', 'base64', ...more, 'json', 'math', 'platform', 'time'].toSorted();
  return `${standard.map((name) => `import ${name}`).join('\n')}
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset${splits ? ', random_split' : ''}`;
}

function configuration(
  planned: readonly PlannedTrial[],
  networks: ReadonlyMap<string, ListedNetwork>,
): string {
  const { base, trials } = splitSettings(planned, networks);
  const entries = trials.map(
    ({ planned: each, own }) => `    {
        "id": ${pythonString(each.id)},
        "values": ${pythonLiteral(each.values, 8)},
        "settings": ${pythonLiteral(own, 8)},
    },`,
  );
  return `# What all trials share.
BASE = ${blockLiteral(base)}

# What each trial has of its own; \`values\` is how the experiment's axes say it.
TRIALS = [
${entries.join('\n')}
]`;
}

/** A dictionary with one setting a line, also where it is short. */
const blockLiteral = (settings: Settings): string =>
  `{\n${Object.entries(settings)
    .map(([key, value]) => `    ${pythonString(key)}: ${pythonLiteral(value, 4)},`)
    .join('\n')}\n}`;

function main(experiment: Experiment, dataset: string): string {
  return `# The experiment as the lab holds it, for the results document.
EXPERIMENT = ${pythonLiteral(experiment)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("."), help="folder with the dataset")
    parser.add_argument("--out", type=Path, default=Path("results.json"), help="results to write")
    parser.add_argument("--trial", type=int, help="run only this trial, counted from 1")
    parser.add_argument("--threads", type=int, help="threads of PyTorch (its default otherwise)")
    options = parser.parse_args()
    if options.threads is not None:
        torch.set_num_threads(options.threads)

    results = []
    for number, trial in enumerate(TRIALS, start=1):
        if options.trial not in (None, number):
            continue
        print(f"trial {number} of {len(TRIALS)}:", trial["values"] or "the only one")
        result = train({**BASE, **trial["settings"]}, options.data)
        own = {"id": trial["id"], "values": trial["values"], "engine": "pytorch"}
        results.append({**own, **trial_record(result)})

    document = {
        "format": "a2-results",
        "version": ${resultsVersion},
        "experiment": EXPERIMENT,
        "environment": {
            "lab": ${pythonString(labVersion)},
            "engine": "pytorch " + torch.__version__,
            "userAgent": f"Python {platform.python_version()} on {platform.machine()}",
            "datasets": {${pythonString(dataset)}: "as found in --data"},
        },
        "trials": results,
    }
    options.out.write_text(json.dumps(document, indent=1, allow_nan=False))
    print("results written to", options.out)


if __name__ == "__main__":
    main()`;
}

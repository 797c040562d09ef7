/** README.md of the ZIP: its contents, how to run the programs, and what is missing. */
import { datasetFiles } from '../../data/files.ts';
import { isReal } from '../../data/registry.ts';
import { isSynthetic } from '../../document/parameters.ts';
import { provenanceText } from '../../lab/provenance.ts';
import { count, dayText, fileSize } from '../../base/numbers.ts';
import { nameOf, realName } from '../../text/labels.ts';
import { fileName } from './file-name.ts';
import { codeText } from './zip-code.ts';
import type { HandIn } from './types.ts';
import type { ZipContents } from './zip-contents.ts';

/**
 * Escapes text that a person typed, so that Markdown shows it literally. An underscore inside a word emphasises nothing
 * (CommonMark 6.2), and stays as it is.
 */
const literal = (text: string): string =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*{}[\]<>#|~!&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');

export function zipReadme(handIn: HandIn, contents: ZipContents): string {
  const parts = [
    head(handIn),
    standIns(handIn),
    trainedElsewhere(handIn),
    folders(contents),
    codeText(contents, literal),
    programs(handIn, contents),
    models(contents),
    absent(contents),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.replaceAll('\u00a0', ' ');
}

function head({ student, runs, date }: HandIn): string {
  const who = [student.name, student.id, student.course].map(literal).filter((each) => each !== '');
  const versions = [...new Set(runs.map(({ environment }) => environment.lab))].join(', ');
  const lab = versions === '' ? 'a2-lab' : `a2-lab ${versions}`;
  return `# ${who.join(' · ') || 'Hand-in'}

The programs, results, figures and trained models behind the report ${fileName(student)}.pdf.
Made by ${lab} on ${dayText(date.getTime())}. Every figure and number comes from the files in
\`results/\`; \`report.html\` is the report for a browser.`;
}

function standIns({ runs }: HandIn): string {
  const names = new Set(
    runs.flatMap(({ trials }) => trials.map(({ plan }) => plan.trial.dataset.name)),
  );
  const generated = [...names].filter((name) => isSynthetic(name));
  if (generated.length === 0) return '';
  const real = generated.map(realName).join(' and ');
  return `**Stand-ins.** These results were computed on data that the lab generated in place of ${real}.
They say nothing about the real data.`;
}

function trainedElsewhere({ runs }: HandIn): string {
  const lines = runs.flatMap(({ experiment, trials }) => {
    const text = provenanceText(trials);
    return text === '' ? [] : [`- ${literal(experiment.name)}: ${text}.`];
  });
  return lines.length === 0 ? '' : `**Trained elsewhere.**\n\n${lines.join('\n')}`;
}

/** The folders in the order of the table, and what each file in them is. */
const folderTexts: readonly (readonly [folder: string, text: string])[] = [
  ['code', 'a program for each question, to read and to run, and all of them as a notebook'],
  [
    'programs',
    'each experiment as the lab’s exact PyTorch program: its results compare figure by figure',
  ],
  ['data', 'data that the programs read'],
  ['experiments', 'each experiment as a document of the lab: its settings and what is varied'],
  ['results', 'all losses and metrics, with the environment and checksums (JSON)'],
  ['figures', 'the figures of the report'],
  ['models', 'the trained model of each completed trial, as safetensors'],
];

function folders(contents: ZipContents): string {
  const rows = folderTexts.flatMap(([folder, text]) => {
    const files = contents.within(folder).length;
    if (files === 0) return [];
    const pictures = contents.draws ? ', each as SVG and as PNG' : ', as SVG';
    const what = folder === 'figures' ? `${text}${pictures}` : text;
    return [`| \`${folder}/\` | ${count(files)} | ${what} |`];
  });
  return `| folder | files | what |\n| --- | ---: | --- |\n${rows.join('\n')}`;
}

/**
 * One command per line. Names the environment's Python by its path, because PowerShell by default refuses
 * to activate an environment.
 * @param maker creates the environment: on Windows `py`, because `python3` may open the Microsoft Store
 */
function commands(maker: string, python: string, contents: ZipContents): string {
  return [
    `${maker} -m venv venv`,
    `${python} -m pip install torch numpy`,
    ...contents.programs.map(
      ({ name }) =>
        `${python} ${name} --data data --out ${name.replace(/^programs\/(.*)\.py$/, '$1')}-results.json`,
    ),
  ].join('\n');
}

function programs({ runs }: HandIn, contents: ZipContents): string {
  const [first] = contents.programs;
  if (first === undefined) return '';
  const given = contents.within('data');
  const names = new Set(
    runs.flatMap(({ trials }) => trials.map(({ plan }) => plan.trial.dataset.name)),
  );
  const published = [...names]
    .filter(isReal)
    .flatMap((name) =>
      datasetFiles[name]
        .filter(({ name: file }) => !given.includes(`data/${file}`))
        .map(
          ({ name: file, size, sha256 }) =>
            `| \`${file}\` | ${nameOf(name)} | ${fileSize(size)} | \`${sha256}\` |`,
        ),
    );
  const needs =
    published.length === 0
      ? ''
      : `

The programs read the published files. Put them into the folder \`data/\` beside this file (or into
another one, named by \`--data\`), without unpacking them:

| file | dataset | size | sha256 |
| --- | --- | ---: | --- |
${published.join('\n')}`;
  const others = given.length > 0 ? '\n\nThe other data are in `data/` already.' : '';
  const list = contents.programs.map(
    ({ name, title, files, agrees }) =>
      `- \`${name}\`: ${literal(title)}. Data: ${literal(files)} ${agrees}`,
  );
  return `## Run the exact programs

Those in \`programs/\` need Python 3 with \`torch\` and \`numpy\`, but not the lab.${needs}${others}

Run these commands in the folder of this file. They create a Python environment in the folder \`venv\`,
which you can delete afterwards.

On Windows, in PowerShell or the command prompt, with Python from [python.org](https://www.python.org):

\`\`\`bat
${commands('py', 'venv\\Scripts\\python', contents)}
\`\`\`

On macOS and Linux (Debian and Ubuntu need \`sudo apt install python3-venv\` first):

\`\`\`sh
${commands('python3', 'venv/bin/python', contents)}
\`\`\`

\`--trial N\` runs only the N-th trial, \`--threads N\` sets PyTorch's threads, \`--help\` lists the
options. A program writes a document in the format of those in \`results/\`, so the two can be
compared. Initial weights and batches are the same as in the lab, bit for bit on x86 processors with AVX2
(elsewhere, the last digits of PyTorch's weights may differ). How far the losses agree:

${list.join('\n')}`;
}

function models(contents: ZipContents): string {
  const [first] = contents.within('models');
  const [program] = contents.programs;
  if (first === undefined || program === undefined) return '';
  return `## Load a model

The tensors are named as in the state_dict of the programs' class \`MLP\`. The file's metadata holds
the trial's settings and the values that standardised the features. Install \`safetensors\` into the
environment above: \`-m pip install safetensors\`.

\`\`\`python
from safetensors.torch import load_file
state = load_file("${first}")
print({name: tuple(tensor.shape) for name, tensor in state.items()})
\`\`\``;
}

function absent(contents: ZipContents): string {
  const pictures = contents.draws
    ? []
    : [
        'figures/*.png: no PNG files, because no Chromium, Chrome or Edge was available to render them.',
      ];
  const lines = [...pictures, ...contents.missing, ...contents.notes];
  if (lines.length === 0) return '';
  return `## Not included\n\n${lines.map((line) => `- ${literal(line)}`).join('\n')}`;
}

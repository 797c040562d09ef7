/** What every figure rests on: environment and passport of each run. */
import { table } from '../answers/blocks.ts';
import { isOutdated } from '../../protocol/engine-revision.ts';
import { provenanceOf } from '../../formats/results/provenance.ts';
import { provenanceMarks } from '../../lab/provenance.ts';
import { guarantee } from '../../text/pytorch/guarantee.ts';
import { count, dateText } from '../../base/numbers.ts';
import { engineText, nameOf, trialLabel } from '../../text/labels.ts';
import { facts, plain, warning, type ReportBlock, type Section } from './blocks.ts';
import type { HandIn, HandInRun } from './types.ts';

export function appendix({ runs }: HandIn): Section {
  return {
    id: 'environment',
    title: 'Environment and passports',
    page: true,
    blocks: () => [
      plain(
        'What the figures above rest on, for whoever wants to repeat them. A passport holds hashes of the experiment and of the losses of all batches: a run on the same engine that gives the same hashes computed the same numbers to the last bit.',
      ),
      ...(runs.length === 0 ? [warning('No run is part of this report.')] : []),
    ],
    inner: runs.map((run) => ({
      id: `passport-${run.experiment.name.toLowerCase()}`,
      title: `Passport of ${run.experiment.name}`,
      blocks: () => passport(run),
      inner: [],
    })),
  };
}

function passport(run: HandInRun): ReportBlock[] {
  const { experiment, environment, passport: own, trials, texts } = run;
  const labels = new Map(trials.map(({ plan }) => [plan.id, trialLabel(plan.values)]));
  const at = Date.parse(own.date);
  const { exact, losses } = guarantee(
    trials.map(({ plan, engine }) => ({ trial: plan.trial, engine })),
  );
  const edited = texts.size > 0;
  const provenance = provenanceOf(trials);
  const outdated = trials.some(({ engine }) => isOutdated(engine));
  return [
    ...(outdated
      ? [
          warning(
            'Computed by an earlier revision of the engine: today’s may come to other digits, and other hashes.',
          ),
        ]
      : []),
    ...(provenance === 'here' ? [] : [warning(`This run was ${provenanceMarks[provenance]}.`)]),
    facts([
      ['Experiment', `${experiment.name}, ${experiment.title}`],
      [provenance === 'here' ? 'Run' : 'Run, as its file says', dateText(at)],
      ['Lab', `a2-lab ${environment.lab}`],
      ['Engine', environment.engine === '' ? 'none' : engineText(environment.engine)],
      ['Ran in', environment.userAgent],
      ...Object.entries(environment.datasets).map(
        ([name, checksum]) => [`Data, ${nameOf(name)}`, checksum] as const,
      ),
      ['Hash of the experiment', own.experiment],
      ['Hash of all losses', own.losses],
      [
        'Findings',
        edited ? 'edited by the student' : 'written by the lab’s program from the figures measured',
      ],
    ]),
    table({
      caption: `Trials of ${experiment.name}: steps, and the sha256 over the losses of all batches`,
      head: ['trial', 'engine', 'steps', 'hash of its losses'],
      texts: [1, 3],
      rows: own.trials.map(({ id, engine, device, steps, losses: hash }) => [
        labels.get(id) ?? id,
        device === undefined || engine.includes(device) ? engine : `${engine}, ${device}`,
        count(steps),
        steps === 0 ? '–' : hash,
      ]),
    }),
    plain(`In PyTorch: ${exact} ${losses}`),
  ];
}

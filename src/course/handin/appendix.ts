/** The report's appendix: environment and provenance of each run. */
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
    title: 'Appendix: environment and provenance',
    small: true,
    blocks: () => [
      plain(
        'What is needed to reproduce the figures above. The provenance of a run holds hashes of the experiment and of the losses of all batches: a run on the same engine that gives the same hashes computed the same numbers, bit for bit.',
      ),
      ...(runs.length === 0 ? [warning('This report contains no runs.')] : []),
    ],
    inner: runs.map((run) => ({
      id: `provenance-${run.experiment.name.toLowerCase()}`,
      title: `Provenance of ${run.experiment.name}`,
      small: true,
      blocks: () => provenanceOfRun(run),
      inner: [],
    })),
  };
}

function provenanceOfRun(run: HandInRun): ReportBlock[] {
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
            'Computed by an earlier revision of the engine. The current revision may give different digits, and so different hashes.',
          ),
        ]
      : []),
    ...(provenance === 'here' ? [] : [warning(`This run was ${provenanceMarks[provenance]}.`)]),
    facts([
      ['Experiment', `${experiment.name}, ${experiment.title}`],
      [provenance === 'here' ? 'Run' : 'Run, according to its file', dateText(at)],
      ['Lab', `a2-lab ${environment.lab}`],
      ['Engine', environment.engine === '' ? 'none' : engineText(environment.engine)],
      ['Browser or Node.js', environment.userAgent],
      ...Object.entries(environment.datasets).map(
        ([name, checksum]) => [`Data, ${nameOf(name)}`, checksum] as const,
      ),
      ['Hash of the experiment', own.experiment],
      ['Hash of all losses', own.losses],
      ...(edited ? [['Discussion', 'edited by the student'] as const] : []),
    ]),
    table({
      caption: `Trials of ${experiment.name}: steps, and SHA-256 of the losses of all batches`,
      head: ['trial', 'engine', 'steps', 'hash of losses'],
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

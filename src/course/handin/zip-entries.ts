/** The ZIP's files, folder by folder. */
import { isSynthetic, tableOf } from '../../document/parameters.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import { trimmed } from '../../base/trim.ts';
import { isComplete, isFinished } from '../../document/trial-status.ts';
import { modelFile } from '../../formats/model/model-file.ts';
import { weightsHash } from '../../formats/model/weights-hash.ts';
import { isAbort, throwIfAborted } from '../../base/errors.ts';
import { guarantee } from '../../text/pytorch/guarantee.ts';
import { npzFile } from '../../formats/npz.ts';
import { dataPartOf, sourceOf, tableFileName } from '../../formats/pytorch/data-parts.ts';
import { programFileName, pytorchProgram } from '../../formats/pytorch/program.ts';
import { documentFile, resultsDocument } from '../../formats/results/write.ts';
import type { TrialState } from '../../lab/state.ts';
import { documentText } from '../../formats/json/write.ts';
import { statusWords } from '../../text/labels.ts';
import { housingFile, housingText, isInHousingFile } from '../programs/housing-file.ts';
import { modelFileName } from './model-file-name.ts';
import type { HandIn, HandInRun } from './types.ts';
import type { WrittenFigure } from './writer.ts';
import type { ZipContents, ZipEntry, ZipSources } from './zip-contents.ts';

/** An experiment's name as a file name: letters, digits, ".", "_" and "-". */
const plainName = (text: string): string =>
  trimmed(
    text
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}._]+/gu, '-')
      .slice(0, 80),
    '-.',
  ) || 'experiment';

/** The experiment's document and its results document. */
export async function* documentEntries(
  run: HandInRun,
  contents: ZipContents,
): AsyncGenerator<ZipEntry, void> {
  const name = `${plainName(run.experiment.name)}.json`;
  yield contents.add('experiments', name, documentText(run.experiment));
  yield contents.add('results', name, documentFile(await resultsDocument(run)));
}

/** A program for every experiment (one per dataset), and the data that only the lab has. */
export async function* programEntries(
  { runs }: HandIn,
  sources: ZipSources,
  contents: ZipContents,
): AsyncGenerator<ZipEntry, void> {
  const planned = new Map<string, PlannedTrial>();
  for (const { experiment, trials } of runs) {
    const groups = new Map<string, TrialState[]>();
    for (const trial of trials) {
      const source = sourceOf(trial.plan.trial.dataset);
      groups.set(source, [...(groups.get(source) ?? []), trial]);
    }
    for (const [source, group] of groups) {
      planned.set(source, group[0]!.plan);
      yield programEntry(experiment, group, groups.size > 1, contents);
    }
  }
  for (const { trial } of planned.values()) {
    const { dataset } = trial;
    const table = tableOf(dataset);
    if (isInHousingFile(dataset.name)) {
      const text = await attempt(`data/${housingFile}`, contents, sources.signal, async () =>
        housingText(await sources.dataset(dataset)),
      );
      if (text !== null) yield contents.add('data', housingFile, text);
    }
    if (table === null && !isSynthetic(dataset.name)) continue;
    const file = table === null ? `${dataset.name}.npz` : tableFileName(table);
    // Missing values of a table stay missing in its file: the program imputes them.
    const which =
      table === null ? dataset : { ...dataset, table: { ...table, missing: 'mean' as const } };
    const input = await attempt(`data/${file}`, contents, sources.signal, async () =>
      npzFile(await sources.dataset(which)),
    );
    if (input !== null) yield contents.add('data', file, input);
  }
}

function programEntry(
  experiment: Experiment,
  trials: readonly TrialState[],
  several: boolean,
  contents: ZipContents,
): ZipEntry {
  const plans = trials.map(({ plan }) => plan);
  const { dataset } = plans[0]!.trial;
  const named = several
    ? { ...experiment, name: `${experiment.name} ${dataset.name}` }
    : experiment;
  const entry = contents.add('programs', programFileName(named), pytorchProgram(experiment, plans));
  contents.programs.push({
    name: entry.name,
    title: `${experiment.name}: ${experiment.title}`,
    files: dataPartOf(dataset).files,
    agrees: guarantee(trials.map(({ plan, engine }) => ({ trial: plan.trial, engine }))).losses,
  });
  return entry;
}

/** The report's figures as SVG, and as PNG if a renderer is available. */
export async function* figureEntries(
  figures: readonly WrittenFigure[],
  { png, signal }: ZipSources,
  contents: ZipContents,
): AsyncGenerator<ZipEntry, void> {
  for (const { name, svg } of figures) {
    const drawing = contents.add('figures', `${plainName(name)}.svg`, svg);
    yield drawing;
    if (png === null) continue;
    const file = drawing.name.replace(/^figures\/(.*)\.svg$/, '$1.png');
    const input = await attempt(`figures/${file}`, contents, signal, () => png(svg));
    if (input !== null) yield contents.add('figures', file, input);
  }
}

/** The trained model of each completed trial. */
export async function* modelEntries(
  { runs }: HandIn,
  sources: ZipSources,
  contents: ZipContents,
): AsyncGenerator<ZipEntry, void> {
  for (const { experiment, trials } of runs) {
    for (const trial of trials) {
      const { plan, status, weights } = trial;
      if (plan.trial.epochs === 0) continue;
      const file = modelFileName(experiment.name, plan, plan.id);
      if (!isComplete(trial)) {
        // Divergence is a result; a failed or cancelled trial still lacks its model.
        if (isFinished(trial))
          contents.note(`models/${file}: no model, because the trial diverged.`);
        else
          contents.miss(`models/${file}: no model, because the trial is ${statusWords[status]}.`);
        continue;
      }
      const model = await attempt(`models/${file}`, contents, sources.signal, async () => {
        const found = await sources.model(plan.id);
        if (found === null) throw new Error('the trained model is no longer stored');
        // Another engine may have trained it since, or an earlier version that stored no hash.
        if (weights !== undefined && (await weightsHash(found)) !== weights) {
          throw new Error('the stored model is not the one that this run produced');
        }
        return found;
      });
      if (model !== null) yield contents.add('models', file, await modelFile(model));
    }
  }
}

/** A file's content; null, and recorded as missing, if it cannot be made. Throws only on abort. */
async function attempt<T>(
  name: string,
  contents: ZipContents,
  signal: AbortSignal | undefined,
  make: () => Promise<T>,
): Promise<T | null> {
  throwIfAborted(signal);
  try {
    return await make();
  } catch (error) {
    throwIfAborted(signal);
    if (isAbort(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    contents.miss(`${name}: ${why.replace(/\.?$/, '.')}`);
    return null;
  }
}

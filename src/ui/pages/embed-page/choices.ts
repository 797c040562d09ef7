/** The experiments to embed, and their documents. */
import { canonicalJson } from '../../../document/hash.ts';
import { issuesText } from '../../../document/issue.ts';
import { linkOf, readLink } from '../../../document/link.ts';
import { tableOf } from '../../../document/parameters.ts';
import { parseExperiment, type Parsed } from '../../../document/parse.ts';
import { parseExperimentText } from '../../../document/parse-text.ts';
import type { Experiment } from '../../../document/schema.ts';
import { dateText } from '../../../base/numbers.ts';
import type { Lab } from '../lab.ts';
import type { SessionStore } from '../../../lab/session/sessions.ts';

export interface Choice {
  /** As in the page's URL: "I2c", "run/…", "x/…", "session/…". */
  readonly key: string;
  readonly label: string;
}

export interface ChoiceGroup {
  readonly title: string;
  readonly listChoices: readonly Choice[];
}

export interface Chosen {
  readonly key: string;
  /** Its name in the lab; null for a document that the code must include. */
  readonly preset: string | null;
  readonly experiment: Experiment;
  /** The part after "#/x/" in its URL. */
  readonly link: string;
  /** Whether it trains on a table that only this browser has. */
  readonly ownTable: boolean;
}

const maxRuns = 30;

/** All experiments to choose from. Of runs with the same set-up only the latest is listed. */
export async function choices(lab: Lab, sessions: SessionStore): Promise<ChoiceGroup[]> {
  const open = [...sessions.all()].filter(
    ([, { origin, changed }]) => origin !== 'preset' || changed,
  );
  const runs = (await lab.store?.runs()) ?? [];
  const known = new Set<string>();
  const kept = runs.filter(({ settings, experiment }) => {
    const key = `${experiment.name} ${settings}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  const groups: ChoiceGroup[] = [
    {
      title: 'The lab’s experiments',
      listChoices: lab.presets.map(({ name, title }) => ({ key: name, label: `${name} ${title}` })),
    },
    {
      title: 'Open here',
      listChoices: open.map(([key, { valid, origin }]) => ({
        key: `session/${key}`,
        label: origin === 'preset' ? `${valid.name}, modified here` : valid.title,
      })),
    },
    {
      title: 'Kept runs',
      listChoices: kept.slice(0, maxRuns).map(({ id, name, started }) => ({
        key: `run/${id}`,
        label: `${name}, ${dateText(started)}`,
      })),
    },
  ];
  return groups.filter(({ listChoices: each }) => each.length > 0);
}

/** Throws an Error that says what is wrong, or an AbortError. */
export async function loadChosen(
  key: string,
  lab: Lab,
  sessions: SessionStore,
  signal: AbortSignal,
): Promise<Chosen> {
  const preset = lab.presets.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (preset !== undefined) {
    const parsed = parseExperiment(await lab.preset(preset.name, signal));
    return made(key, parsed, preset.name);
  }
  if (key.startsWith('x/')) return made(key, await readLink(key.slice(2)), null);
  if (key.startsWith('session/')) {
    const session = sessions.peek(key.slice(8));
    if (session === undefined) throw new Error('This experiment is no longer open.');
    return made(key, parseExperiment(session.valid), null);
  }
  if (key.startsWith('run/')) {
    const run = (await lab.store?.run(key.slice(4))) ?? null;
    if (run === null) throw new Error('This run is not kept in this browser, or was deleted.');
    const found = await made(key, parseExperiment(run.experiment), null);
    return { ...found, preset: await presetLike(found.experiment, lab, signal) };
  }
  throw new Error(
    `There is no experiment “${key.slice(0, 40)}”: wanted one of ${lab.presets.map(({ name }) => name).join(', ')}, or a link.`,
  );
}

/** A link of the lab, or a document as JSON. Throws an Error that says what is wrong. */
export async function parsePasted(text: string): Promise<Chosen> {
  const written = text.trim();
  const link = written.replace(/^.*#\/(embed\/)?x\//, '');
  const parsed = written.startsWith('{') ? parseExperimentText(written) : await readLink(link);
  return made('pasted', parsed, null);
}

async function made(key: string, parsed: Parsed, preset: string | null): Promise<Chosen> {
  if (!parsed.ok) throw new Error(`This is not an experiment: ${issuesText(parsed.issues)}.`);
  const { experiment, trials } = parsed;
  const isOwn = trials.some(({ trial }) => tableOf(trial.dataset) !== null);
  return { key, preset, experiment, ownTable: isOwn, link: await linkOf(experiment) };
}

/** The preset that equals a document exactly; null if there is none. */
async function presetLike(
  experiment: Experiment,
  lab: Lab,
  signal: AbortSignal,
): Promise<string | null> {
  const preset = lab.presets.find(({ name }) => name === experiment.name);
  if (preset === undefined) return null;
  const parsed = parseExperiment(await lab.preset(preset.name, signal));
  const same = parsed.ok && canonicalJson(parsed.experiment) === canonicalJson(experiment);
  return same ? preset.name : null;
}

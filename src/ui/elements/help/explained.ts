/** What explains a setting, from the catalog's members and the document's own texts. */
import type { Help, MemberHelp } from '../../../catalog/kinds/help.ts';
import { inOrder, type Meta } from '../../../catalog/kinds/members.ts';
import { activationHelp } from '../../../catalog/registry/activation.help.ts';
import { activationMeta } from '../../../catalog/registry/activation.meta.ts';
import { datasetHelp } from '../../../catalog/registry/dataset.help.ts';
import { datasetMeta } from '../../../catalog/registry/dataset.meta.ts';
import { engineHelp } from '../../../catalog/registry/engine.help.ts';
import { engineMeta } from '../../../catalog/registry/engine.meta.ts';
import { initHelp } from '../../../catalog/registry/init.help.ts';
import { initMeta } from '../../../catalog/registry/init.meta.ts';
import { layerHelp } from '../../../catalog/registry/layer.help.ts';
import { layerMeta } from '../../../catalog/registry/layer.meta.ts';
import { lossHelp } from '../../../catalog/registry/loss.help.ts';
import { lossMeta } from '../../../catalog/registry/loss.meta.ts';
import { metricHelp } from '../../../catalog/registry/metric.help.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { optimizerHelp } from '../../../catalog/registry/optimizer.help.ts';
import { optimizerMeta } from '../../../catalog/registry/optimizer.meta.ts';
import { scheduleHelp } from '../../../catalog/registry/schedule.help.ts';
import { scheduleMeta } from '../../../catalog/registry/schedule.meta.ts';
import { capital, settingText } from '../../../text/labels.ts';
import { settingHelp } from './settings.ts';
import { terms } from './terms.ts';

/** One entry of the glossary. */
export interface Entry {
  /** Its address in the glossary. */
  readonly id: string;
  readonly name: string;
  readonly help: Help;
}

interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

type Helps = Readonly<Record<string, MemberHelp | undefined>>;

interface Kind {
  readonly title: string;
  /** The setting that chooses a member, as a path in the document; '' if none does. */
  readonly path: string;
  readonly metas: Readonly<Record<string, Meta>>;
  readonly helps: Helps;
}

const kinds: Readonly<Record<string, Kind>> = {
  activation: {
    title: 'Activations',
    path: 'model.activation',
    metas: activationMeta,
    helps: activationHelp,
  },
  init: { title: 'Initialisations', path: 'init', metas: initMeta, helps: initHelp },
  optimizer: {
    title: 'Optimisers',
    path: 'optimizer.name',
    metas: optimizerMeta,
    helps: optimizerHelp,
  },
  schedule: {
    title: 'Schedules',
    path: 'schedule.name',
    metas: scheduleMeta,
    helps: scheduleHelp,
  },
  layer: { title: 'Layers', path: '', metas: layerMeta, helps: layerHelp },
  loss: { title: 'Losses', path: 'loss.name', metas: lossMeta, helps: lossHelp },
  metric: { title: 'Metrics', path: 'measure.metrics', metas: metricMeta, helps: metricHelp },
  dataset: { title: 'Datasets', path: 'dataset.name', metas: datasetMeta, helps: datasetHelp },
  engine: { title: 'Engines', path: 'machine.engine', metas: engineMeta, helps: engineHelp },
};

function memberEntry(kind: string, name: string): Entry[] {
  const { metas, helps } = kinds[kind]!;
  const [meta, help] = [metas[name], helps[name]];
  return meta === undefined || help === undefined
    ? []
    : [{ id: `${kind}.${name}`, name: capital(meta.label), help }];
}

/** The settings of members, each once, with the first member's text. */
function fieldEntries(): Entry[] {
  const found = new Map<string, Entry>();
  for (const [kind, { metas, helps }] of Object.entries(kinds)) {
    for (const name of inOrder(metas)) {
      for (const [key, help] of Object.entries(helps[name]?.fields ?? {})) {
        const id = `${kind}.${key}`;
        if (!found.has(id)) found.set(id, { id, name: capital(settingText(id)), help });
      }
    }
  }
  return [...found.values()];
}

const machineNames: Readonly<Record<string, string>> = {
  'machine.engine': 'Engine',
  'machine.workers': 'Workers',
  'machine.deterministic': 'Same digits on every machine',
};

const settingEntries = (): Entry[] =>
  Object.entries(settingHelp).map(([id, help]) => ({
    id,
    name: machineNames[id] ?? capital(settingText(id)),
    help,
  }));

/** The whole glossary. */
export const glossary = (): Group[] => [
  { title: 'Settings', entries: [...settingEntries(), ...fieldEntries()] },
  ...Object.entries(kinds).map(([kind, { title, metas }]) => ({
    title,
    entries: inOrder(metas).flatMap((name) => memberEntry(kind, name)),
  })),
  {
    title: 'Terms',
    entries: terms.map(({ name, ...help }) => ({
      id: name.toLowerCase().replaceAll(' ', '-'),
      name,
      help,
    })),
  },
];

/**
 * What a form's “?” shows: the setting, then the members that are chosen.
 * @param chosen names of members: the setting's own values, or the member whose setting it is
 */
export function explained(path: string, chosen: readonly string[]): Entry[] {
  const [kind = '', key = ''] = path.split('.');
  const own = Object.hasOwn(kinds, kind)
    ? chosen.map((name) => kinds[kind]!.helps[name]?.fields?.[key]).find((help) => help)
    : undefined;
  const help = own ?? settingHelp[path];
  const about = help === undefined ? [] : [{ id: path, name: '', help }];
  const of = Object.entries(kinds).find(([, each]) => each.path === path);
  return of === undefined
    ? about
    : [...about, ...chosen.flatMap((name) => memberEntry(of[0], name))];
}

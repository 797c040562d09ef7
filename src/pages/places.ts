/** The pages that are not one experiment's; each is fetched when it is first opened. */
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { inOrder } from '../catalog/kinds/members.ts';
import type { TemplateResult } from 'lit';
import type { Device } from './device.ts';
import type { Lab } from './lab.ts';
import type { SessionStore } from '../run/session/sessions.ts';
import { theoryTitles } from '../answers/titles.ts';

export interface PlaceContext {
  readonly lab: Lab;
  readonly sessions: SessionStore;
  readonly device: Device | null;
  /** What stands behind the page's name in the address: "#/data/california-housing" → "california-housing". */
  readonly rest: string;
}

/** What the module of a page exports. */
export interface PlaceModule {
  readonly render: (context: PlaceContext) => TemplateResult;
}

export interface Place {
  /** First part of the address. */
  readonly name: string;
  readonly title: string;
  /** The heading under which the navigation has it; null where only links lead to it. */
  readonly group: string | null;
  /** Where the navigation has several entries of one page: what stands behind its name, a title, and a short name. */
  readonly entries?: readonly {
    readonly rest: string;
    readonly title: string;
    readonly id?: string;
  }[];
  readonly load: () => Promise<PlaceModule>;
}

export const places: readonly Place[] = [
  {
    name: 'data',
    title: 'Datasets',
    group: 'Data',
    entries: inOrder(datasetMeta)
      .filter((name) => datasetMeta[name].standsInFor === undefined)
      .map((name) => ({ rest: name, title: datasetMeta[name].label })),
    load: () => import('./data-page/page.ts'),
  },
  {
    name: 'assignment',
    title: 'The whole assignment',
    group: 'Your work',
    load: () => import('./assignment-page/page.ts'),
  },
  {
    name: 'report',
    title: 'Your report',
    group: 'Your work',
    load: () => import('./report-page/page.ts'),
  },
  {
    name: 'playground',
    title: 'Playground',
    group: 'Your work',
    load: () => import('./playground-page/page.ts'),
  },
  {
    name: 'results',
    title: 'Runs and results',
    group: 'Your work',
    load: () => import('./results-page/page.ts'),
  },
  {
    name: 'embed',
    title: 'On your own page',
    group: 'Your work',
    load: () => import('./embed-page/page.ts'),
  },
  {
    name: 'device',
    title: 'On this device',
    group: 'Your work',
    load: () => import('./device-page/page.ts'),
  },
  {
    name: 'theory',
    title: 'Theory',
    group: 'Theory',
    entries: theoryTitles.map(({ name, title }) => ({ rest: name, title, id: name })),
    load: () => import('./theory-page/page.ts'),
  },
];

export const placeOf = (path: string): { readonly place: Place; readonly rest: string } | null => {
  const [name = '', ...rest] = path.split('/');
  const place = places.find((each) => each.name === name.toLowerCase());
  return place === undefined ? null : { place, rest: rest.join('/') };
};

/** What a tab calls the page that an address means: "T1 Parameters and their cost · Theory". */
export function placeTitle({
  place,
  rest,
}: {
  readonly place: Place;
  readonly rest: string;
}): string {
  const entry = place.entries?.find((each) => each.rest.toLowerCase() === rest.toLowerCase());
  if (entry === undefined) return place.title;
  return entry.id === undefined ? entry.title : `${entry.id} ${entry.title} · ${place.title}`;
}

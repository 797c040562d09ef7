/** All pages other than those of experiments; each is loaded when first opened. */
import { datasetMeta } from '../../catalog/registry/dataset.meta.ts';
import { inOrder } from '../../catalog/kinds/members.ts';
import type { PageRoute } from '../../ui/pages/route.ts';
import { theoryTitles } from '../../course/answers/titles.ts';

export const pageRoutes: readonly PageRoute[] = [
  {
    name: 'data',
    title: 'Datasets',
    group: 'Data',
    entries: inOrder(datasetMeta)
      .filter((name) => datasetMeta[name].standsInFor === undefined)
      .map((name) => ({ rest: name, title: datasetMeta[name].label })),
    load: () => import('../../ui/pages/data-page/page.ts'),
  },
  {
    name: 'assignment',
    title: 'The whole assignment',
    group: 'Your work',
    load: () => import('../../course/pages/assignment-page/page.ts'),
  },
  {
    name: 'report',
    title: 'Your report',
    group: 'Your work',
    load: () => import('../../course/pages/report-page/page.ts'),
  },
  {
    name: 'playground',
    title: 'Playground',
    group: 'Your work',
    load: () => import('../../ui/pages/playground-page/page.ts'),
  },
  {
    name: 'results',
    title: 'Runs and results',
    group: 'Your work',
    load: () => import('../../ui/pages/results-page/page.ts'),
  },
  {
    name: 'embed',
    title: 'On your own page',
    group: 'Your work',
    load: () => import('../../ui/pages/embed-page/page.ts'),
  },
  {
    name: 'device',
    title: 'On this device',
    group: 'Your work',
    load: () => import('../../ui/pages/device-page/page.ts'),
  },
  {
    name: 'theory',
    title: 'Theory',
    group: 'Theory',
    entries: theoryTitles.map(({ name, title }) => ({ rest: name, title, id: name })),
    load: () => import('../../course/pages/theory-page/page.ts'),
  },
];

export const pageRouteOf = (
  path: string,
): { readonly place: PageRoute; readonly rest: string } | null => {
  const [name = '', ...rest] = path.split('/');
  const place = pageRoutes.find((each) => each.name === name.toLowerCase());
  return place === undefined ? null : { place, rest: rest.join('/') };
};

/** The tab's title for a page: "T1 Parameters and their cost · Theory". */
export function pageTitle({
  place,
  rest,
}: {
  readonly place: PageRoute;
  readonly rest: string;
}): string {
  const entry = place.entries?.find((each) => each.rest.toLowerCase() === rest.toLowerCase());
  if (entry === undefined) return place.title;
  return entry.id === undefined ? entry.title : `${entry.id} ${entry.title} · ${place.title}`;
}

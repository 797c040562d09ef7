/** All pages other than those of experiments; each is loaded when first opened. */
import { datasetMeta } from '../../catalog/registry/dataset.meta.ts';
import { inOrder } from '../../catalog/kinds/members.ts';
import type { PageRoute } from '../../ui/pages/route.ts';
import { theoryTitles } from '../../course/answers/titles.ts';

/** The group that the navigation shows above the experiments. */
export const firstGroup = 'Start';

export const pageRoutes: readonly PageRoute[] = [
  {
    name: '',
    title: 'A deep-learning lab in a browser tab',
    group: firstGroup,
    menu: 'Start page',
    loadPlain: () => import('../../course/pages/front-page/page.ts'),
  },
  {
    name: 'gallery',
    title: 'Examples to try',
    group: firstGroup,
    loadPlain: () => import('../../course/pages/gallery-page/page.ts'),
  },
  {
    name: 'class',
    title: 'Set it for a class',
    group: firstGroup,
    loadPlain: () => import('../../course/pages/class-page/page.ts'),
  },
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
    name: 'live',
    title: 'A network, live',
    group: 'Your work',
    load: () => import('../../ui/pages/live-page/page.ts'),
  },
  {
    name: 'results',
    title: 'Runs and results',
    group: 'Your work',
    inner: { begins: 'compare/', title: 'Comparison of runs' },
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
  {
    name: 'glossary',
    title: 'Terms and formulas',
    group: 'Help',
    loadPlain: () => import('../../ui/pages/glossary-page/page.ts'),
  },
  {
    name: 'about',
    title: 'About the lab',
    group: 'Help',
    loadPlain: () => import('../../ui/pages/about-page/page.ts'),
  },
];

export const pageRouteOf = (
  path: string,
): { readonly place: PageRoute; readonly rest: string } | null => {
  const [name = '', ...rest] = path.split('/');
  const place = pageRoutes.find((each) => each.name === name.toLowerCase());
  if (place === undefined || (name === '' && rest.length > 0)) return null;
  return { place, rest: rest.join('/') };
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
  if (entry === undefined) {
    const { title, inner } = place;
    const isInner = inner !== undefined && rest.toLowerCase().startsWith(inner.begins);
    return isInner ? `${inner.title} · ${title}` : title;
  }
  return entry.id === undefined ? entry.title : `${entry.id} ${entry.title} · ${place.title}`;
}

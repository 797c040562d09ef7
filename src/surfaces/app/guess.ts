/** What an unknown address may mean; loaded when there is one. */
import { addressOf, nearestPages, type KnownPage } from '../../course/addresses.ts';
import { presets } from '../../course/presets.ts';
import { pageRoutes, pageTitle } from './page-routes.ts';

const pages: readonly KnownPage[] = [
  ...presets.map(({ name, title }) => ({ to: name, title: `${name} ${title}` })),
  ...pageRoutes.flatMap((place) =>
    (place.entries ?? [{ rest: '' }]).map(({ rest }) => ({
      to: rest === '' ? place.name : `${place.name}/${rest}`,
      title: pageTitle({ place, rest }),
    })),
  ),
];

/** The address to go to, or the pages that resemble this one, the nearest first. */
export const meantBy = (path: string): string | readonly KnownPage[] =>
  addressOf(path) ?? nearestPages(path, pages);

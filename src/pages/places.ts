/** The pages that are not one experiment's; each is fetched when it is first opened. */
import type { TemplateResult } from 'lit';
import type { Lab } from './lab.ts';
import type { SessionStore } from './session-store.ts';

export interface PlaceContext {
  readonly lab: Lab;
  readonly sessions: SessionStore;
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
  readonly load: () => Promise<PlaceModule>;
}

export const places: readonly Place[] = [
  {
    name: 'playground',
    title: 'Playground',
    group: 'Your work',
    load: () => import('./playground-page/page.ts'),
  },
];

export const placeOf = (path: string): { readonly place: Place; readonly rest: string } | null => {
  const [name = '', ...rest] = path.split('/');
  const place = places.find((each) => each.name === name.toLowerCase());
  return place === undefined ? null : { place, rest: rest.join('/') };
};

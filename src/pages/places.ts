/** The pages that are not one experiment's; each is fetched when it is first opened. */
import type { TemplateResult } from 'lit';
import type { Lab } from './lab.ts';
import type { SessionStore } from './session-store.ts';
import { theoryQuestions } from './theory-page/questions.ts';

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

/** A page below a page, as the navigation lists it. */
export interface PlaceLink {
  /** What stands behind the place's name in the address, and before the title. */
  readonly name: string;
  readonly title: string;
}

export interface Place {
  /** First part of the address. */
  readonly name: string;
  readonly title: string;
  /** The heading under which the navigation has it; null where only links lead to it. */
  readonly group: string | null;
  /** What the navigation lists in the place's stead. */
  readonly links?: readonly PlaceLink[];
  readonly load: () => Promise<PlaceModule>;
}

export const places: readonly Place[] = [
  {
    name: 'assignment',
    title: 'The whole assignment',
    group: 'Your work',
    load: () => import('./assignment-page/page.ts'),
  },
  {
    name: 'theory',
    title: 'Theory',
    group: 'Theory',
    links: theoryQuestions,
    load: () => import('./theory-page/page.ts'),
  },
];

export const placeOf = (path: string): { readonly place: Place; readonly rest: string } | null => {
  const [name = '', ...rest] = path.split('/');
  const place = places.find((each) => each.name === name.toLowerCase());
  return place === undefined ? null : { place, rest: rest.join('/') };
};

/** The page below a place that an address means, where the place lists such pages. */
export const linkOf = ({
  place,
  rest,
}: {
  readonly place: Place;
  readonly rest: string;
}): PlaceLink | undefined =>
  place.links?.find(({ name }) => name.toLowerCase() === rest.toLowerCase());

/** The routes, and what a page receives that does not show an experiment. */
import type { TemplateResult } from 'lit';
import type { Device } from './device.ts';
import type { Lab } from './lab.ts';
import type { SessionRoute, SessionStore } from '../../lab/session/sessions.ts';

export interface PageContext {
  readonly lab: Lab;
  readonly sessions: SessionStore;
  readonly device: Device | null;
  /** The part after the page's name in the URL: "#/data/california-housing" → "california-housing". */
  readonly rest: string;
}

/** What the module of a page exports. */
export interface PageModule {
  readonly render: (context: PageContext) => TemplateResult;
}

export interface PageRoute {
  /** First part of the URL's hash. */
  readonly name: string;
  readonly title: string;
  /** The navigation group it belongs to; null if only links lead to it. */
  readonly group: string | null;
  /**
   * If the navigation has several entries for one page: the part after its name, a title, and a
   * short name.
   */
  readonly entries?: readonly {
    readonly rest: string;
    readonly title: string;
    readonly id?: string;
  }[];
  readonly load: () => Promise<PageModule>;
}

export type Route =
  | SessionRoute
  | { readonly page: 'place'; readonly place: PageRoute; readonly rest: string }
  | { readonly page: 'unknown'; readonly path: string };

export const hrefOf = (name: string): string => `#/${name}`;

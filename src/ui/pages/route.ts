/** What an address can mean, and what a page is given that is not one experiment's. */
import type { TemplateResult } from 'lit';
import type { Device } from './device.ts';
import type { Lab } from './lab.ts';
import type { SessionRoute, SessionStore } from '../../lab/session/sessions.ts';

export interface PageContext {
  readonly lab: Lab;
  readonly sessions: SessionStore;
  readonly device: Device | null;
  /** What stands behind the page's name in the address: "#/data/california-housing" → "california-housing". */
  readonly rest: string;
}

/** What the module of a page exports. */
export interface PageModule {
  readonly render: (context: PageContext) => TemplateResult;
}

export interface PageRoute {
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
  readonly load: () => Promise<PageModule>;
}

export type Route =
  | SessionRoute
  | { readonly page: 'place'; readonly place: PageRoute; readonly rest: string }
  | { readonly page: 'unknown'; readonly path: string };

export const hrefOf = (name: string): string => `#/${name}`;

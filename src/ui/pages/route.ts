/** The routes, and what a page receives that does not show an experiment. */
import type { TemplateResult } from 'lit';
import type { Device } from './device.ts';
import type { Lab } from './lab.ts';
import type { SessionRoute, SessionStore } from '../../lab/session/sessions.ts';

/** What every page receives. */
export interface PlainContext {
  readonly lab: Lab;
  readonly device: Device | null;
  /** The part after the page's name in the URL: "#/data/california-housing" → "california-housing". */
  readonly rest: string;
}

export interface PageContext extends PlainContext {
  readonly sessions: SessionStore;
}

/** What the module of a page exports. */
export interface PageModule<Context extends PlainContext = PageContext> {
  readonly render: (context: Context) => TemplateResult;
}

interface Place {
  /** First part of the URL's hash; the front page has none. */
  readonly name: string;
  readonly title: string;
  /** In the navigation, if that is not the title. */
  readonly menu?: string;
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
  /** A page within it, that the navigation does not list: what the part after its name begins with, and its title. */
  readonly inner?: { readonly begins: string; readonly title: string };
}

interface SessionPlace extends Place {
  readonly load: () => Promise<PageModule>;
}

/** A page that needs no sessions of experiments, and so opens with less code. */
interface PlainPlace extends Place {
  readonly loadPlain: () => Promise<PageModule<PlainContext>>;
}

export type PageRoute = SessionPlace | PlainPlace;

export type Route =
  | SessionRoute
  | { readonly page: 'place'; readonly place: PageRoute; readonly rest: string }
  | { readonly page: 'unknown'; readonly path: string };

export const hrefOf = (name: string): string => `#/${name}`;

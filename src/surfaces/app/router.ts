/** Parses addresses into routes. Everything is in the fragment, so that any static server works. */
import type { Route } from '../../ui/pages/route.ts';
import { pageRouteOf } from './page-routes.ts';
import { presets } from '../../course/presets.ts';

/** "#/I1d" → the experiment I1d; an empty fragment → the front page. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '');
  const found = presets.find((each) => each.name.toLowerCase() === path.toLowerCase());
  if (found !== undefined) return { page: 'experiment', name: found.name };
  if (path.startsWith('x/')) return { page: 'link', link: path.slice(2) };
  if (path.startsWith('run/')) return { page: 'run', id: path.slice(4) };
  const place = pageRouteOf(path);
  return place === null
    ? { page: 'unknown', path: path.slice(0, 80) }
    : { page: 'place', ...place };
}

/** Calls back with the current route, and again on every change, until the signal is aborted. */
export function watchRoute(onRoute: (route: Route) => void, signal: AbortSignal): void {
  const tell = () => {
    onRoute(parseRoute(location.hash));
  };
  addEventListener('hashchange', tell, { signal });
  tell();
}

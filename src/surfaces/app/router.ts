/** Which page an address means: everything is in the fragment, so any static server will do. */
import type { Route } from '../../ui/pages/route.ts';
import { pageRouteOf } from './page-routes.ts';
import { firstPreset, presets } from '../../ui/pages/presets.ts';

/** "#/I1d" → the experiment I1d; an empty fragment opens the first. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '');
  const name = path === '' ? firstPreset : path;
  const found = presets.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return { page: 'experiment', name: found.name };
  if (path.startsWith('x/')) return { page: 'link', link: path.slice(2) };
  if (path.startsWith('run/')) return { page: 'run', id: path.slice(4) };
  const place = pageRouteOf(path);
  return place === null
    ? { page: 'unknown', path: path.slice(0, 80) }
    : { page: 'place', ...place };
}

/** Calls back with the route now and at every change until the signal is aborted. */
export function watchRoute(onRoute: (route: Route) => void, signal: AbortSignal): void {
  const tell = () => {
    onRoute(parseRoute(location.hash));
  };
  addEventListener('hashchange', tell, { signal });
  tell();
}

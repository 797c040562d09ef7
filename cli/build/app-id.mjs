/**
 * The web app manifest with an id for the app. An id is resolved against the root of its host, so that one
 * for every path would make one app of all labs on a host. Without any, browsers take the address at
 * which the app starts; a build for a known path names the same one, which then outlasts a change of that.
 * Throws RangeError for what is no path.
 * @param {string} manifest as JSON @param {string} id "/courses/dl/lab/"; '' for none
 */
export function withAppId(manifest, id) {
  if (id === '') return manifest;
  if (!/^\/(?:[\w.~-]+\/)*$/.test(id))
    throw new RangeError(`A2_PATH: wanted a path that begins and ends with /, found "${id}"`);
  return `${JSON.stringify({ id, ...JSON.parse(manifest) }, null, 2)}\n`;
}

/**
 * The web app manifest with an id for the app. Browsers resolve an id against the root of the host, so a fixed id
 * would merge all labs on a host into one app. Without an id, browsers use the app's start URL; a build for a known
 * path names the same URL, and keeps it if the start URL changes. Throws RangeError for an invalid path.
 * @param {string} manifest as JSON @param {string} id "/courses/dl/lab/"; '' for none
 */
export function withAppId(manifest, id) {
  if (id === '') return manifest;
  if (!/^\/(?:[\w.~-]+\/)*$/.test(id))
    throw new RangeError(`A2_PATH: wanted a path that begins and ends with /, found "${id}"`);
  return `${JSON.stringify({ id, ...JSON.parse(manifest) }, null, 2)}\n`;
}

/** Injects the list of the app shell's files, each with its revision, into the bundled service worker. */
import { injectManifest } from 'workbox-build';

/**
 * @param {string} output
 * @returns {import('rollup').Plugin}
 */
export function precache(output) {
  return {
    name: 'precache',
    async writeBundle() {
      const { warnings } = await injectManifest({
        swSrc: `${output}/service-worker.js`,
        swDest: `${output}/service-worker.js`,
        globDirectory: output,
        globPatterns: ['**/*.{html,js,css,json,svg,png,webmanifest,wasm}'],
        // Datasets have their own cache, filled on demand.
        // The element is for other pages; the lab has its code in its own chunks.
        globIgnores: [
          'datasets/**',
          'element/**',
          'embed.html',
          'screenshots/**',
          'service-worker.js',
          '**/*.map',
        ],
        // Names under assets/ contain a hash, so they need no revision.
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 2 * 1024 * 1024,
      });
      // A file that is too large would be missing offline with only a warning.
      if (warnings.length > 0) this.error(warnings.join('\n'));
    },
  };
}

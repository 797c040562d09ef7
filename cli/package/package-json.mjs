/** The package.json of the published package; the repository's own is for development. */
import { licenceFile } from '../build/licences.mjs';

/**
 * @param {{ name: string, version: string, description: string, license: string, engines: Record<string, string>, repository?: unknown }} own
 */
export function packageJson({ name, version, license, engines, repository }) {
  const files = (/** @type {string} */ stem, /** @type {string} */ inNode) => ({
    types: `./${stem}.d.ts`,
    node: inNode,
    default: `./${stem}.js`,
  });
  const nothing = './node/define.mjs';
  return {
    name,
    version,
    description:
      'A small deep-learning experiment on any page: the element <a2-experiment>, and an API without a page for browsers and Node.',
    keywords: ['deep-learning', 'education', 'custom-element', 'web-component', 'webassembly'],
    license,
    ...(repository === undefined ? {} : { repository }),
    type: 'module',
    engines,
    main: './index.js',
    types: './index.d.ts',
    exports: {
      '.': files('index', './node/index.mjs'),
      './define': files('define', nothing),
      './embed.js': files('embed', nothing),
      './react': { types: './react.d.ts', node: nothing, default: './define.js' },
      './worker': './worker.js',
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    bin: { [name]: 'bin/a2-lab.mjs' },
    customElements: 'custom-elements.json',
    // index.js has none. Its chunks register elements when they come into view.
    sideEffects: [
      ...['./define.js', './embed.js', './worker.js', './*-*.js'],
      ...['./node/a2.mjs', './node/trial.worker.mjs', './node/chunks/*'],
    ],
    files: [
      ...['*.js', '*.d.ts', '*.wasm', 'custom-elements.json', 'NOTICES.md', licenceFile],
      ...['bin', 'node', 'public', 'data'],
    ],
  };
}

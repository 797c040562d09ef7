/** What is built and run asks for no package that only the tools bring: `node cli/start.mjs` installs none of them. */
import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { assert } from 'chai';

/** Parts of cli/ that are tools: the development server, the lint rules, and what makes the gallery and the npm package. */
const tools = /^cli\/(dev|gallery|lint|package)[/.]/;

const sources = (room: string): string[] =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(room, file).split(path.sep).join('/'))
    .filter((file) => /(?<!\.d)\.(ts|mjs)$/.test(file) && !tools.test(file))
    .filter((file) => !/^data\/cache\/|\/generated\/|\.as\.ts$/.test(file));

/** Packages that a module asks for when it runs: types are gone by then. */
function packagesOf(file: string): string[] {
  // Without comments, which hold types and examples.
  const code = readFileSync(file, 'utf8').replaceAll(/^\s*(?:\/\*.*?\*\/|\/\/.*?$)/gms, '');
  const asked =
    /^(?:import|export)(?! type\b)\s(?:[^'";]*?\sfrom\s)?'([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm;
  return [...code.matchAll(asked)]
    .map(([, named, lazy]) => named ?? lazy ?? '')
    .filter((name) => !isBuiltin(name) && !name.startsWith('/'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}

describe('the packages with which the lab runs', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it('are all that its sources, its build and its programs ask for', () => {
    const files = [
      ...['src', 'workers', 'cli', 'data'].flatMap(sources),
      ...['rollup.config.mjs', 'rollup.node.config.mjs'],
    ];
    const asked = new Map(files.flatMap((file) => packagesOf(file).map((name) => [name, file])));
    for (const known of ['lit', 'rollup-plugin-esbuild', 'workbox-build', 'workbox-window'])
      assert.isTrue(asked.has(known), `${known} is found`);
    const missing = [...asked].filter(([name]) => !Object.hasOwn(dependencies, name));
    assert.deepEqual(missing, []);
  });

  it('are no tools at the same time', () => {
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => Object.hasOwn(devDependencies, name)),
      [],
    );
  });
});

/** The package's `.d.ts` files: one with all types, and short ones that refer to it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { emitDeclarations } from './declarations.mjs';
import { reactTypes } from './react-types.mjs';

/**
 * @param {string} output the package's folder
 * @param {import('./manifest.mjs').Manifest} manifest
 */
export async function writeTypes(output, manifest) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-types-'));
  try {
    emitDeclarations(['surfaces/index.ts', 'surfaces/standalone.ts'], folder);
    const index = await bundled(path.join(folder, 'src/surfaces/index.d.ts'));
    const names = exportedNames(
      readFileSync(path.join(folder, 'src/surfaces/standalone.d.ts'), 'utf8'),
    );
    write(output, 'index.d.ts', index);
    write(output, 'embed.d.ts', `export { ${names.join(', ')} } from './index.js';\n`);
    // index.d.ts declares the element's tag and events.
    write(output, 'define.d.ts', `import './index.js';\n\nexport {};\n`);
    write(output, 'react.d.ts', reactTypes(manifest));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** @param {string} output @param {string} name @param {string} text */
const write = (output, name, text) => writeFileSync(path.join(output, name), text);

/** @param {string} entry */
async function bundled(entry) {
  const bundle = await rollup({
    input: entry,
    plugins: [dts()],
    // Packages that only the removed members used.
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    treeshake: { moduleSideEffects: false },
    onwarn: ({ message }) => {
      throw new Error(`The types could not be bundled: ${message}`);
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error('The types were bundled into several files.');
  const imports = [...chunk.imports, ...chunk.dynamicImports];
  if (imports.length > 0) {
    throw new Error(
      `The types refer to ${imports.join(', ')}, which the package does not include.`,
    );
  }
  return chunk.code;
}

/** What a module of re-exports exports. @param {string} text */
function exportedNames(text) {
  return [...text.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list]) =>
    String(list)
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
}

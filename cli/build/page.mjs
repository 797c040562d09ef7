/** Writes dist/index.html and copies what is served as it is. */
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { contentSecurityPolicy, framePolicy } from '../headers.mjs';

/**
 * The page links its sources (`/src/main.ts`, `base.css`); here they become the hashed files, with
 * the entry's chunks preloaded, all by relative address so that the lab works from any folder.
 * @returns {import('rollup').Plugin}
 */
export function page() {
  return {
    name: 'page',
    buildStart() {
      for (const file of ['public/index.html', 'public/embed.html', 'public/base.css'])
        this.addWatchFile(file);
    },
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.isEntry && file.name === 'main',
      );
      if (entry?.type !== 'chunk') this.error('the build has no entry named main');
      let html = readFileSync('public/index.html', 'utf8');
      html = html.replaceAll(
        /<link rel="stylesheet" href="([^"]+)"/g,
        (_all, /** @type {string} */ href) => {
          const source = readFileSync(path.join('public', href), 'utf8');
          const reference = this.emitFile({ type: 'asset', name: path.basename(href), source });
          return `<link rel="stylesheet" href="${this.getFileName(reference)}"`;
        },
      );
      const preloads = entry.imports
        .map((file) => `<link rel="modulepreload" href="${file}" />`)
        .join('\n    ');
      html = html
        .replace('/src/main.ts', entry.fileName)
        .replace('<!-- preloads -->', preloads)
        .replace('<!-- policy -->', policyTag(contentSecurityPolicy));
      this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
      // Its program is among the element's files, whose names do not change.
      const frame = readFileSync('public/embed.html', 'utf8');
      this.emitFile({
        type: 'asset',
        fileName: 'embed.html',
        source: frame.replace('<!-- policy -->', policyTag(framePolicy)),
      });
    },
  };
}

/** @param {string} policy */
const policyTag = (policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;

/**
 * Copies public/ (but the page and its style sheets, which are hashed) and the prepared datasets.
 * @param {string} output
 * @returns {import('rollup').Plugin}
 */
export function copied(output) {
  return {
    name: 'copied',
    writeBundle() {
      const hashed = new Set(['index.html', 'embed.html', 'base.css']);
      cpSync('public', output, {
        recursive: true,
        filter: (file) => !hashed.has(path.relative('public', file)),
      });
      writeManifest(path.join(output, 'manifest.webmanifest'));
      publishDatasets(path.join('data', 'cache'), path.join(output, 'datasets'));
    },
  };
}

/**
 * An app's id is resolved against the root of its host, so that one for every path would make one app
 * of all labs on a host. Without any, browsers take the address at which the app starts; a build for a
 * known path (`A2_PATH=/courses/dl/lab/`) names the same one, which then outlasts a change of that.
 * @param {string} file
 */
function writeManifest(file) {
  const id = process.env['A2_PATH'] ?? '';
  if (id === '') return;
  if (!/^\/([\w.~-]+\/)*$/.test(id))
    throw new Error(`A2_PATH: wanted a path that begins and ends with /, found "${id}"`);
  writeFileSync(
    file,
    `${JSON.stringify({ id, ...JSON.parse(readFileSync(file, 'utf8')) }, null, 2)}\n`,
  );
}

/**
 * Links where it can, so that 30 MB are on the disk once.
 * @param {string} from @param {string} to
 */
function publishDatasets(from, to) {
  rmSync(to, { recursive: true, force: true });
  if (!existsSync(path.join(from, 'index.json'))) return;
  const visit = (/** @type {string} */ below) => {
    mkdirSync(path.join(to, below), { recursive: true });
    for (const item of readdirSync(path.join(from, below), { withFileTypes: true })) {
      const name = path.join(below, item.name);
      if (item.isDirectory()) visit(name);
      else if (!item.name.startsWith('.') && !item.name.endsWith('.part'))
        placed(path.join(from, name), path.join(to, name));
    }
  };
  visit('');
}

/** @param {string} from @param {string} to */
function placed(from, to) {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}

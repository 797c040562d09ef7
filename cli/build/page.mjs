/** Writes dist/index.html and copies the files that are served unchanged. */
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { withAppId } from './app-id.mjs';
import { neededAtOnce } from './chunks.mjs';
import { copyFolder } from './copy.mjs';
import { contentSecurityPolicy, framePolicy } from '../headers.mjs';

/**
 * The page links its sources (`/src/surfaces/app/main.ts`, `base.css`). This replaces them by the hashed files, preloads
 * the entry's chunks, and uses relative URLs so that the lab works from any folder.
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
      const preloads = neededAtOnce(bundle, entry.fileName)
        .map((file) => `<link rel="modulepreload" href="${file}" />`)
        .join('\n    ');
      html = html
        .replace('/src/surfaces/app/main.ts', entry.fileName)
        .replace('<!-- preloads -->', preloads);
      html = withPolicy(html, contentSecurityPolicy);
      this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
      // Its program is one of the element's files, whose names do not change.
      const frame = readFileSync('public/embed.html', 'utf8');
      this.emitFile({
        type: 'asset',
        fileName: 'embed.html',
        source: withPolicy(frame, framePolicy),
      });
    },
  };
}

/** @param {string} html a page of public/ @param {string} policy */
export const withPolicy = (html, policy) =>
  html.replace(
    '<!-- policy -->',
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );

/**
 * Copies public/ (except the pages and style sheets, which are built) and the prepared datasets.
 * @param {string} output
 * @returns {import('rollup').Plugin}
 */
export function copied(output) {
  return {
    name: 'copied',
    writeBundle() {
      const hashed = new Set(['index.html', 'embed.html', 'base.css']);
      copyFolder('public', output, hashed);
      const manifest = path.join(output, 'manifest.webmanifest');
      writeFileSync(
        manifest,
        withAppId(readFileSync(manifest, 'utf8'), process.env['A2_PATH'] ?? ''),
      );
      publishDatasets(path.join('data', 'cache'), path.join(output, 'datasets'));
    },
  };
}

/**
 * Uses hard links where possible, so that the 30 MB are on the disk only once.
 * @param {string} from @param {string} to
 */
function publishDatasets(from, to) {
  rmSync(to, { recursive: true, force: true, maxRetries: 10 });
  if (!existsSync(path.join(from, 'index.json'))) return;
  const visit = (/** @type {string} */ below) => {
    mkdirSync(path.join(to, below), { recursive: true });
    for (const item of readdirSync(path.join(from, below), { withFileTypes: true })) {
      const name = path.join(below, item.name);
      if (item.isDirectory()) visit(name);
      else if (!item.name.startsWith('.') && !item.name.endsWith('.part'))
        linkOrCopy(path.join(from, name), path.join(to, name));
    }
  };
  visit('');
}

/** @param {string} from @param {string} to */
function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

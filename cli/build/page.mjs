/** Writes dist/index.html and copies the files that are served unchanged. */
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
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
 * Publishes the files that the cache lists. One that is kept inflated gets the published address all the same: pages
 * recognise either form, and need not ask twice. Uses hard links where possible, so that the 30 MB are on the disk once.
 * @param {string} from @param {string} to
 */
export function publishDatasets(from, to) {
  rmSync(to, { recursive: true, force: true, maxRetries: 10 });
  const list = path.join(from, 'index.json');
  if (!existsSync(list)) return;
  mkdirSync(to, { recursive: true });
  /** @type {{ datasets: { name: string, files: { name: string }[] }[] }} */
  const { datasets } = JSON.parse(readFileSync(list, 'utf8'));
  for (const { name, files } of datasets) {
    mkdirSync(path.join(to, name), { recursive: true });
    for (const file of files) {
      const target = path.join(to, name, file.name);
      const published = path.join(from, name, file.name);
      linkOrCopy(existsSync(published) ? published : published.replace(/\.gz$/, ''), target);
    }
  }
  linkOrCopy(list, path.join(to, 'index.json'));
}

/** @param {string} from @param {string} to */
function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

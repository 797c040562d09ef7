/**
 * A page may load two versions of the lab. The first one registers `<a2-experiment>`; another version can be
 * registered under a different name, but needs its own inner elements. So the element's
 * build adds a suffix to all inner tags: `a2-chart` becomes `a2-chart-0-1-0`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Public: the page's author chooses its name. */
const unchanged = new Set(['a2-experiment']);

/** @param {string} version @returns {import('rollup').Plugin} */
export function ownTags(version) {
  const suffix = version.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
  const tags = definedTags().filter((tag) => !unchanged.has(tag));
  const names = tags.toSorted((a, b) => b.length - a.length).join('|');
  // Not in a custom property (`--a2-chart`) or at the start of a longer name.
  const pattern = new RegExp(`(?<![\\w-])(${names})(?![\\w-])`, 'g');
  return {
    name: 'own-tags',
    transform(code, id) {
      if (!/[\\/]src[\\/](ui|course|surfaces)[\\/]/.test(id)) return null;
      return { code: code.replaceAll(pattern, `$1-${suffix}`), map: null };
    },
  };
}

/** Every tag that the sources register. */
function definedTags() {
  const found = [];
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(path.join('src', file), 'utf8');
    for (const [, tag] of text.matchAll(/\bdefine\('(a2-[a-z0-9-]+)'/g)) {
      if (tag !== undefined) found.push(tag);
    }
  }
  return found;
}

/** Checks that a built page can start. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { contentSecurityPolicy, framePolicy } from '../headers.mjs';

const pages = { 'index.html': contentSecurityPolicy, 'embed.html': framePolicy };

/**
 * Throws Error with everything that is wrong: a missing page, one without its policy or its program, and links
 * to files that are not in the build.
 * @param {string} folder
 */
export function checkBuild(folder) {
  const problems = Object.entries(pages).flatMap(([page, policy]) => {
    const file = path.join(folder, page);
    if (!existsSync(file)) return [`${page} is missing`];
    return pageProblems(readFileSync(file, 'utf8'), policy, (link) => isFile(folder, link)).map(
      (problem) => `${page} ${problem}`,
    );
  });
  problems.push(...manifestProblems(folder));
  if (problems.length > 0)
    throw new Error(
      `The page in ${folder} was not built correctly and would stay blank: ${problems.join('; ')}. This is a bug of the lab. Please report this message with your system and Node ${process.versions.node}.`,
    );
}

/**
 * @param {string} html @param {string} policy @param {(link: string) => boolean} exists
 * @returns {string[]}
 */
export function pageProblems(html, policy, exists) {
  const problems = [];
  if (!html.includes(`http-equiv="Content-Security-Policy" content="${policy}"`))
    problems.push('does not hold its Content-Security-Policy');
  if (!/<script type="module"[^>]* src="/.test(html)) problems.push('has no program');
  for (const [, link = ''] of html.matchAll(/<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]*)"/g)) {
    // The lab must work in any folder of any host.
    if (/^(\/|[a-z]+:)/.test(link))
      problems.push(`links to ${link}, which is not a relative address`);
    else if (!exists(link)) problems.push(`links to ${link}, which does not exist`);
  }
  return problems;
}

/** @param {string} folder */
function manifestProblems(folder) {
  const name = 'manifest.webmanifest';
  if (!isFile(folder, name)) return [];
  /** @type {{ icons?: { src: string }[], screenshots?: { src: string }[] }} */
  const { icons = [], screenshots = [] } = JSON.parse(
    readFileSync(path.join(folder, name), 'utf8'),
  );
  return [...icons, ...screenshots].flatMap(({ src }) =>
    isFile(folder, src) ? [] : [`${name} links to ${src}, which does not exist`],
  );
}

/** @param {string} folder @param {string} link */
const isFile = (folder, link) =>
  statSync(path.join(folder, ...link.split('/')), { throwIfNoEntry: false })?.isFile() === true;

/** The README's commands: those that are tested, and those that are not, with the reason. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../cli/install.mjs';

/** Why a command is not tested, by the start of its text. */
const untested = {
  'node cli/start.mjs': 'it is tested without a shell, which could not be stopped with it',
  'node cli/dev.mjs': 'it serves until it is stopped, as node cli/start.mjs does',
  'node cli/a2.mjs assignment': 'it is tested without a shell, as are its options',
  'node test/': 'the test runner is for this system; the Node tests run one by one',
  'node cli/build/stale.mjs --path': 'it would rebuild everything; `node cli/start.mjs` has built',
  'node cli/package/build.mjs': 'it builds the npm package, which is done on one system',
  'node cli/a2.mjs run mine.json --student': 'there is no experiment with student seeds here',
  'node cli/a2.mjs run mine.json --predict': 'there is no experiment with a question here',
};

/** Once each, in the order of the README. @returns {string[]} */
function allCommands() {
  const text = readFileSync(path.join(root, 'README.md'), 'utf8');
  const inline = [...text.matchAll(/`(node [^`\n]+)`/g)].map(([, command]) => command ?? '');
  const blocks = [...text.matchAll(/^node .+$/gm)].map(([line]) => line);
  // The files of the others are made by these: see exampleFiles.
  return [...new Set([...inline, ...blocks])].filter(
    (command) => !/PATH\/|^node cli\/a2\.mjs [\w-]+$/.test(command) || / list$/.test(command),
  );
}

/** @param {string} command @param {boolean} data whether there are the real datasets */
function reasonOf(command, data) {
  if (!data && / I1d( |$)/.test(command) && / run /.test(command)) return 'there are no datasets';
  return Object.entries(untested).find(([start]) => command.startsWith(start))?.[1] ?? null;
}

/** @param {boolean} data */
export const commandsOfReadme = (data) =>
  allCommands().filter((command) => reasonOf(command, data) === null);

/** @param {boolean} data @returns {string[]} */
export const untriedCommands = (data) =>
  allCommands().flatMap((command) => {
    const reason = reasonOf(command, data);
    return reason === null ? [] : [`${command}: ${reason}`];
  });

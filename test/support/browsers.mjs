/** Finds Firefox and WebKitGTK beside Chromium. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isExecutable } from './chromium.mjs';

/** @typedef {import('./test-files.mjs').OtherBrowser} OtherBrowser */

/** The driver speaks WebDriver and starts MiniBrowser, which renders to Xvfb. */
/** @typedef {{ driver: string, miniBrowser: string, xvfb: string }} WebKitPrograms */

/** The first of these programs on the path. @param {readonly string[]} names */
function onPath(names) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.flatMap((f) => names.map((name) => path.join(f, name))).find(isExecutable) ?? null;
}

/** Firefox's path, or null. `FIREFOX_PATH` comes first. */
export function findFirefox() {
  const given = process.env['FIREFOX_PATH'];
  if (given !== undefined && given !== '') return given;
  const application = '/Applications/Firefox.app/Contents/MacOS/firefox';
  return onPath(['firefox-esr', 'firefox']) ?? (isExecutable(application) ? application : null);
}

/** WebKitGTK's driver, its MiniBrowser and Xvfb, or null where one of them is missing. */
export function findWebKit() {
  const driver = onPath(['WebKitWebDriver']);
  const xvfb = onPath(['Xvfb']);
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const miniBrowser = libraries
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((name) => [folder, name]))
    .map(([folder = '', name = '']) => path.join('/usr/lib', folder, name, 'MiniBrowser'))
    .find(isExecutable);
  if (driver === null || xvfb === null || miniBrowser === undefined) return null;
  return { driver, miniBrowser, xvfb };
}

/** Their Debian packages. */
export const packages = { firefox: ['firefox-esr'], webkit: ['webkit2gtk-driver', 'xvfb'] };
const found = { firefox: findFirefox, webkit: findWebKit };
export const titles = { firefox: 'Firefox', webkit: 'WebKit' };

/** Firefox's own version text, for the log. */
export function firefoxVersion() {
  const { stdout } = spawnSync(findFirefox() ?? 'firefox', ['--version'], { encoding: 'utf8' });
  return stdout?.trim() || 'Firefox';
}

/** Why a browser's tests do not run, or null where it is installed. @param {OtherBrowser} name */
export function missingReason(name) {
  if (found[name]() !== null) return null;
  return `${titles[name]} is not installed (on Debian: apt-get install ${packages[name].join(' ')})`;
}

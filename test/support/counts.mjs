/** What a suite has counted, file by file, as its reporter writes it for the gate. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, skippedTests: string[],
 *   failedTests: { name: string, reason: string, message?: string }[], times: { name: string, milliseconds: number }[] }} Counts
 * @typedef {Record<string, Counts>} FileCounts by the file's path, from the root of the checkout
 */

/** The counts of a file, which begin at nothing. @param {FileCounts} files @param {string} file @returns {Counts} */
export function countsOf(files, file) {
  return (files[path.relative(process.cwd(), file).split(path.sep).join('/')] ??= {
    passed: 0,
    failed: 0,
    skipped: 0,
    skippedTests: [],
    failedTests: [],
    times: [],
  });
}

/** Nothing where the suite ended before it wrote any. @param {string} file @returns {FileCounts} */
export const readCounts = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

/** @param {FileCounts} files @returns {string[]} */
export const failedFiles = (files) =>
  Object.entries(files).flatMap(([file, { failed }]) => (failed > 0 ? [file] : []));

/** @param {FileCounts} files */
export const failedTests = (files) => Object.values(files).flatMap((each) => each.failedTests);

/** How long each passed test took. @param {FileCounts} files */
export const times = (files) => Object.values(files).flatMap((each) => each.times);

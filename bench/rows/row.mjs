/**
 * A row of the benchmark.
 *
 * @typedef {object} Context
 * @property {readonly import('../lib/peers.mjs').Started[]} peers the lab's engine first, if available
 * @property {Record<import('../lib/works.mjs').WorkName, import('../lib/inputs.ts').WorkDocument>} documents
 * @property {readonly { id: string, batchSize: number }[]} cells of the grid, works in the folder
 * @property {string} folder of the works and their data
 * @property {import('../lib/rounds.mjs').Effort} effort
 * @property {() => Promise<import('../lib/peak.mjs').Peak>} peak measured once, on first use
 * @property {string} engine the lab's engine by name
 * @property {string | null} python that has torch
 * @property {boolean} quick
 * @property {boolean} full whether PyTorch trains all epochs of the grid
 *
 * @typedef {object} Outcome
 * @property {readonly import('../lib/table.mjs').Line[]} lines
 * @property {readonly string[]} notes for the reader of the table
 * @property {Record<string, unknown>} data for the JSON
 *
 * @typedef {object} Row
 * @property {string} name for --only
 * @property {string} title
 * @property {(context: Context) => Promise<Outcome>} run
 */

/** The outcome of a row that could not be run. @param {string} work @param {string} peer @param {number} wanted @param {string} why @param {'×' | '%'} [unit] @returns {Outcome} */
export const skipped = (work, peer, wanted, why, unit = '×') => ({
  lines: [{ work, ours: 'skipped', peer, theirs: '—', ratio: null, wanted, unit }],
  notes: [`${work} was skipped: ${why}`],
  data: { skipped: why },
});

/** The outcome of a row that failed. @param {string} work @param {unknown} error @returns {Outcome} */
export const failed = (work, error) => {
  const why = error instanceof Error ? error.message : String(error);
  return {
    lines: [{ work, ours: 'failed', peer: '—', theirs: '—', ratio: null, wanted: null }],
    notes: [`${work} failed: ${why}`],
    data: { failed: why },
  };
};

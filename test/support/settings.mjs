/**
 * Settings shared by all tests: the seed for random cases, and how long a test waits for
 * a condition. In a browser the page that runs the tests passes them on.
 *
 * @typedef {object} TestSettings
 * @property {number} seed of fast-check's draws (A2_SEED): fixed, so that a run of the tests is the same run
 *   everywhere. `npm run fuzz` draws new cases.
 * @property {number} draws how many times as many cases a property tries as by default (A2_DRAWS)
 * @property {number} patience milliseconds for which a test waits for a condition (A2_PATIENCE, in seconds).
 *   No machine that can run the tests needs that long: it only ends a hopeless wait, and does not decide whether
 *   a test passes. Set a small one to see a failure sooner.
 * @property {number} testLimit milliseconds after which a test is given up: longer than a wait, so that the
 *   wait is what fails, and says for what it waited
 * @property {number} kills how often a command is killed at a random moment (A2_KILLS): a handful in the gate,
 *   fifty in `npm run test:release`
 * @property {number} longTestLimit milliseconds for a test that trains the whole assignment
 */

/** @param {string} name @param {number} fallback */
function given(name, fallback) {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name}: wanted a whole number, found "${text}"`);
  return value;
}

/** @returns {TestSettings} */
function fromEnvironment() {
  const patience = 1000 * given('A2_PATIENCE', 600);
  return {
    seed: given('A2_SEED', 433),
    draws: given('A2_DRAWS', 1),
    kills: given('A2_KILLS', 4),
    patience,
    testLimit: 2 * patience,
    longTestLimit: 12 * patience,
  };
}

const handedOver = /** @type {{ testSettings?: TestSettings }} */ (globalThis).testSettings;

/** @type {TestSettings} */
export const settings = handedOver ?? fromEnvironment();

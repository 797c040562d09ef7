/**
 * Unit and component tests in a real browser: Chromium, or the one that `A2_BROWSER` names (firefox,
 * webkit), there with A2_SCOPE=gate only what `npm test` runs in it. `npx wtr --files
 * test/pool/pool.browser.test.ts` runs one.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { writeCatalog } from './cli/build/catalog.mjs';
import { writeStructures } from './cli/build/structures.mjs';
import { findFirefox, missingReason } from './test/support/browsers.mjs';
import { bundlePlugin } from './test/support/bundle-plugin.mjs';
import { chromiumFlags, chromiumMissing, findChromium } from './test/support/chromium.mjs';
import { countReporter } from './test/support/count-reporter.mjs';
import { settings } from './test/support/settings.mjs';
import { allPages, testFiles } from './test/support/test-files.mjs';
import { webkitLauncher } from './test/support/webkit-launcher.mjs';

writeCatalog();
writeStructures();

const browser = process.env['A2_BROWSER'] ?? 'chromium';
const scope = process.env['A2_SCOPE'] ?? 'all';
if (scope !== 'all' && scope !== 'gate')
  throw new Error(`A2_SCOPE: wanted gate or all, found "${scope}"`);

/**
 * As long as a test may take, a browser may take for anything that it is asked to do: to start, to open a
 * page, to answer. Which of them is slow on a busy machine nobody knows.
 */
const { testLimit } = settings;
const launchLimits = { timeout: testLimit, protocolTimeout: testLimit };

function launcher() {
  if (browser === 'chromium') return chromium();
  if (browser !== 'firefox' && browser !== 'webkit')
    throw new Error(`A2_BROWSER: wanted chromium, firefox or webkit, found "${browser}"`);
  const missing = missingReason(browser);
  if (missing !== null) throw new Error(missing);
  return browser === 'webkit' ? webkitLauncher() : firefox();
}

function chromium() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumMissing);
  return chromeLauncher({
    launchOptions: { executablePath, args: chromiumFlags, ...launchLimits },
    // A window of its own for each page, which then is never hidden behind another: hidden pages
    // get no frames, and neither intersections nor resizes are observed in them.
    createPage: async (given) => {
      const page = await opened(given.browser);
      const session = await page.createCDPSession();
      await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      return page;
    },
  });
}

/** A page with a profile of its own, which one test file after another gets. @param {import('puppeteer-core').Browser} running */
async function opened(running) {
  const page = await (await running.createBrowserContext()).newPage();
  page.setDefaultTimeout(testLimit);
  return page;
}

/** Puppeteer speaks WebDriver BiDi with it. */
function firefox() {
  const launched = chromeLauncher({
    launchOptions: { browser: 'firefox', executablePath: findFirefox() ?? '', ...launchLimits },
    createPage: (given) => opened(given.browser),
  });
  launched.name = 'Firefox';
  return launched;
}

/**
 * Browsers report as an error that a size followed from one just observed, and tell it a frame later. No
 * test is about that; all else that nobody catches fails the test that runs.
 */
const page = (/** @type {string} */ testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <script>
      globalThis.testSettings = ${JSON.stringify(settings)};
      // Reports are cloned, which elements in a failed assertion cannot be: the page would never seem to end.
      const clone = structuredClone;
      const asText = (key, value) => (value instanceof Node ? value.nodeName : value);
      globalThis.structuredClone = (value, options) => {
        try {
          return clone(value, options);
        } catch (error) {
          if (!String(value?.type).startsWith('wtr-')) throw error;
          return JSON.parse(JSON.stringify(value, asText));
        }
      };
      addEventListener('error', (event) => {
        if (event.message.startsWith('ResizeObserver loop')) event.stopImmediatePropagation();
      });
    </script>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`;

/**
 * The prepared datasets at the address under which the app has them.
 * @type {import('@web/dev-server-core').Middleware}
 */
const datasets = async (context, next) => {
  if (!context.path.startsWith('/datasets/')) return next();
  const folder = path.resolve('data/cache');
  const name = path.join(folder, decodeURIComponent(context.path.slice('/datasets/'.length)));
  // As the lab's server does: the cache may hold a published .gz inflated.
  const file = existsSync(name) ? name : name.replace(/\.gz$/, '');
  if (!file.startsWith(folder + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
    context.status = 404;
    return undefined;
  }
  context.type = file.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  context.body = createReadStream(file);
  return undefined;
};

/** The pages are cross-origin isolated in production, and so they are here. */
/** @type {import('@web/dev-server-core').Middleware} */
const isolated = async (context, next) => {
  context.set('Cross-Origin-Opener-Policy', 'same-origin');
  context.set('Cross-Origin-Embedder-Policy', 'require-corp');
  context.set('Cross-Origin-Resource-Policy', 'same-origin');
  await next();
};

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: testFiles(browser, scope),
  rootDir: '.',
  // Firefox has its pages as tabs of one window, of which all but one are hidden, or as windows, of which
  // all but one are without focus events.
  concurrency: browser === 'firefox' ? 1 : 2,
  // Where some are named, they alone.
  plugins: [bundlePlugin(process.argv.includes('--files') ? [] : allPages())],
  middleware: [isolated, datasets],
  browsers: [launcher()],
  testRunnerHtml: page,
  testFramework: { config: { ui: 'bdd', timeout: testLimit } },
  browserStartTimeout: testLimit,
  testsStartTimeout: testLimit,
  // Of a whole page, whose tests have ended each by its own limit: for a page that hangs in a loop.
  testsFinishTimeout: 3 * testLimit,
  reporters: [
    process.env['CI'] === 'true'
      ? summaryReporter({})
      : defaultReporter({ reportTestResults: true }),
    countReporter(),
  ],
};

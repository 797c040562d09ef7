/**
 * Unit and component tests in a real browser: Chromium, or the one that `A2_BROWSER` names (firefox,
 * webkit). `npx wtr --files test/pool/pool.browser.test.ts` runs one.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { findFirefox, missingReason } from './test/support/browsers.mjs';
import { bundlePlugin } from './test/support/bundle-plugin.mjs';
import { chromiumFlags, chromiumMissing, findChromium } from './test/support/chromium.mjs';
import { countReporter } from './test/support/count-reporter.mjs';
import { testFiles } from './test/support/test-files.mjs';
import { webkitLauncher } from './test/support/webkit-launcher.mjs';

const browser = process.env['A2_BROWSER'] ?? 'chromium';

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
    launchOptions: { executablePath, args: chromiumFlags },
    // A window of its own for each page, which then is never hidden behind another: hidden pages
    // get no frames, and neither intersections nor resizes are observed in them.
    createPage: async (given) => {
      const page = await (await given.browser.createBrowserContext()).newPage();
      const session = await page.createCDPSession();
      await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      return page;
    },
  });
}

/** Puppeteer speaks WebDriver BiDi with it. */
function firefox() {
  const launched = chromeLauncher({
    launchOptions: { browser: 'firefox', executablePath: findFirefox() ?? '' },
    createPage: async (given) => (await given.browser.createBrowserContext()).newPage(),
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
  const file = path.join(folder, decodeURIComponent(context.path.slice('/datasets/'.length)));
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
  files: testFiles(browser),
  rootDir: '.',
  // Firefox has its pages as tabs of one window, of which all but one are hidden, or as windows, of which
  // all but one are without focus events.
  concurrency: browser === 'firefox' ? 1 : 2,
  plugins: [bundlePlugin()],
  middleware: [isolated, datasets],
  browsers: [launcher()],
  testRunnerHtml: page,
  testFramework: { config: { ui: 'bdd', timeout: 120_000 } },
  testsFinishTimeout: 600_000,
  browserStartTimeout: 60_000,
  // Two cores share three browsers in the gate: a page may be long in coming.
  testsStartTimeout: 120_000,
  reporters: [
    process.env['CI'] === 'true'
      ? summaryReporter({})
      : defaultReporter({ reportTestResults: true }),
    countReporter(),
  ],
};

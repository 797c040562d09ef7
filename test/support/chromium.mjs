/** Finds Chromium or Chrome, and the flags with which the tests start it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

export const isRoot = process.getuid?.() === 0;

/** The browser's path, or null. `CHROME_PATH` comes first. */
export function findChromium() {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined && given !== '') return given;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = [
    ...folders.flatMap((folder) => names.map((n) => path.join(folder, n))),
    ...places,
  ];
  return candidates.find(isExecutable) ?? null;
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds the browser, or installs Debian's package where that needs no confirmation. */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (isRoot && existsSync('/etc/debian_version')) {
    console.log('No Chromium found. Installing Debian’s package `chromium` …');
    /** @type {import('node:child_process').SpawnSyncOptions} */
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  return null;
}

export const chromiumMissing =
  'The browser tests need Chromium or Chrome. Install one of them (on Debian: `apt-get install chromium`), or set CHROME_PATH to its program.';

/** @param {string} executable */
export function chromiumVersion(executable) {
  return execFileSync(executable, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/**
 * Disabled features of Chromium. Otherwise it preloads two internal pages per window for address-bar
 * suggestions: a renderer that is busy for a second for every page that a test opens. The
 * switch replaces Playwright's, so it repeats Playwright's features.
 */
const disabledFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/**
 * Full Chromium (the headless shell has no WebGPU) with a software WebGPU adapter, and nothing that
 * talks to the network by itself.
 */
export const chromiumFlags = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--headless=new',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-dev-shm-usage',
  `--disable-features=${disabledFeatures.join()}`,
  // Test pages run in parallel: one in the background must get its frames too.
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  // Memory is measured on request, not at the next garbage collection.
  '--enable-blink-features=ForceEagerMeasureMemory',
];

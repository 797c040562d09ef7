/**
 * WebKitGTK over plain WebDriver (https://www.w3.org/TR/webdriver2/): a display of Xvfb, a
 * WebKitWebDriver for each session, and the MiniBrowser that it starts. Node's own modules only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { findWebKit } from './browsers.mjs';
import { isRoot } from './chromium.mjs';
import { settings } from './settings.mjs';

/** The key under which WebDriver sends an element. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/**
 * This process's own address of the machine, so that no other program takes the port on which a driver is about
 * to listen.
 */
const host = `127.${(process.pid >> 16) & 127}.${(process.pid >> 8) & 255}.${process.pid & 255}`;

/** Ports that were given before: their drivers may not listen yet. @type {Set<number>} */
const givenPorts = new Set();

/** A port on which nobody listens there, and nobody is about to. @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  if (givenPorts.has(address.port)) return freePort();
  givenPorts.add(address.port);
  return address.port;
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const leaders = new Set();

// Whoever is interrupted leaves no browser behind.
process.on('exit', () => leaders.forEach((leader) => kill(leader, 'SIGKILL')));

/** A program in a process group of its own, which also holds all that it starts. @param {string} program @param {string[]} args @param {import('node:child_process').SpawnOptions} options */
function start(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  leaders.add(child);
  return child;
}

/** @param {import('node:child_process').ChildProcess} leader @param {NodeJS.Signals} signal */
function kill({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // All of them have ended by themselves.
  }
}

/** Ends a program and all that it has started. @param {import('node:child_process').ChildProcess} leader @param {NodeJS.Signals} [signal] */
async function ended(leader, signal = 'SIGKILL') {
  const running = leader.exitCode === null && leader.signalCode === null;
  const exit = running ? once(leader, 'exit') : null;
  kill(leader, signal);
  await exit;
  leaders.delete(leader);
}

/** A screen in memory, big enough for the widest page that is tested. */
export class Display {
  #child;
  name;

  /** @param {import('node:child_process').ChildProcess} child @param {string} name */
  constructor(child, name) {
    this.#child = child;
    this.name = name;
  }

  static async open() {
    const programs = findWebKit();
    if (programs === null) throw new Error('Xvfb is not installed.');
    const child = start(
      programs.xvfb,
      ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const [data] = await Promise.race([
      once(/** @type {NodeJS.ReadableStream} */ (child.stdio[3]), 'data'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`Xvfb ended at once, with ${String(code)}.`);
      }),
    ]);
    return new Display(child, `:${String(data).trim()}`);
  }

  close() {
    // It takes its lock and its socket away.
    return ended(this.#child, 'SIGTERM');
  }
}

/** What it calls itself, for the log; it wants a display even to say that. */
export async function webkitVersion() {
  const display = await Display.open();
  const { stdout } = spawnSync(findWebKit()?.miniBrowser ?? 'MiniBrowser', ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, DISPLAY: display.name },
  });
  await display.close();
  return stdout?.trim() || 'WebKitGTK';
}

/** One MiniBrowser with its driver. */
export class WebKit {
  #driver;
  #base;
  #session = '';

  /** @param {import('node:child_process').ChildProcess} driver @param {string} base */
  constructor(driver, base) {
    this.#driver = driver;
    this.#base = base;
  }

  /** @param {Display} display @param {string} profile the folder in which it keeps what it keeps */
  static async open(display, profile) {
    const programs = findWebKit();
    if (programs === null) throw new Error('WebKitGTK is not installed.');
    const port = await freePort();
    const driver = start(programs.driver, [`--port=${port}`, `--host=${host}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display.name,
        // English. Of `C.UTF-8` WebKit makes the language "C", which Intl refuses.
        LC_ALL: 'C',
        XDG_DATA_HOME: path.join(profile, 'data'),
        XDG_CACHE_HOME: path.join(profile, 'cache'),
        XDG_CONFIG_HOME: path.join(profile, 'config'),
        GDK_BACKEND: 'x11',
        LIBGL_ALWAYS_SOFTWARE: '1',
        ...(isRoot ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
      },
    });
    const browser = new WebKit(driver, `http://${host}:${port}`);
    try {
      await browser.#ready();
      const options = { binary: programs.miniBrowser, args: ['--automation'] };
      const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
      const { sessionId } = await browser.#send('POST', '/session', { capabilities });
      browser.#session = sessionId;
      await browser.#command('POST', '/timeouts', {
        script: settings.patience,
        pageLoad: settings.patience,
      });
      return browser;
    } catch (error) {
      await ended(driver);
      throw error;
    }
  }

  /** Until the driver listens; it says so nowhere. */
  async #ready() {
    const end = performance.now() + settings.patience;
    for (;;) {
      if (this.#driver.exitCode !== null) throw new Error('WebKitWebDriver ended at once.');
      const answer = await this.#send('GET', '/status').catch((/** @type {unknown} */ error) => {
        if (performance.now() > end) throw error;
        return null;
      });
      if (answer !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #send(method, path, body) {
    const response = await fetch(this.#base + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebKit, ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  #command(method, path, body) {
    return this.#send(method, `/session/${this.#session}${path}`, body);
  }

  /** @param {string} url */
  goto(url) {
    return this.#command('POST', '/url', { url });
  }

  /** @returns {Promise<string>} */
  url() {
    return this.#command('GET', '/url');
  }

  reload() {
    return this.#command('POST', '/refresh', {});
  }

  /** Resizes the window. @param {number} width @param {number} height */
  resize(width, height) {
    return this.#command('POST', '/window/rect', { width, height });
  }

  /** What an expression in the page comes to; promises are waited for. @param {string} expression */
  evaluate(expression) {
    return this.#command('POST', '/execute/sync', { script: `return ${expression}`, args: [] });
  }

  /** A mouse's click on the element that an expression gives. @param {string} expression */
  async click(expression) {
    const found = await this.evaluate(expression);
    if (found === null) throw new Error(`There is nothing to press: ${expression}`);
    await this.#command('POST', `/element/${found[elementKey]}/click`, {});
  }

  /** A PNG of what is seen, base64. @returns {Promise<string>} */
  screenshot() {
    return this.#command('GET', '/screenshot');
  }

  async close() {
    await this.#send('DELETE', `/session/${this.#session}`).catch(() => undefined);
    await ended(this.#driver);
  }
}

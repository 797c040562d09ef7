/** Serves the production build in dist/. `node cli/serve.mjs [--port 4433] [--host localhost]` */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { isMain } from '../data/is-main.mjs';
import { programOptions } from '../data/options.mjs';
import { root } from './install.mjs';
import { defaultPort, portOf, servingProblem } from './port.mjs';
import { answer, refuse } from './server/answer.mjs';
import { hostRule, isLoopback } from './server/hosts.mjs';

/** Milliseconds after which an idle connection is closed, because its file would stay open. */
const idle = 120_000;

/** The options of every program that serves; `serverHelp` documents them. */
export const serverOptions = /** @type {const} */ ({
  port: 'string',
  host: 'string',
  'allow-host': 'string',
});

export const serverHelp = `--port        0 uses any free port
--host        0.0.0.0 also serves other machines
--allow-host  further host names to accept, separated by commas, for example behind a proxy.
              The server always accepts localhost, 127.0.0.1, [::1] and the name or address of
              --host; if other machines can reach it, also numeric addresses and this machine's
              name. It refuses every other name (403), because a foreign page could point its
              own name here`;

/**
 * Serves a build. No request ends the server: unexpected errors are logged to standard error.
 * @param {{ port?: number, host?: string, allowed?: readonly string[], folder?: string }} [options]
 *   `allowed`: further host names to accept
 * @returns {Promise<{ url: string, words: string, close: () => Promise<void> }>} `words`: the host names that it accepts
 */
export async function serve({
  port = defaultPort,
  host = 'localhost',
  allowed = [],
  folder = path.join(root, 'dist'),
} = {}) {
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(
      `There is no build in ${folder}. Build it with \`node cli/build/stale.mjs\`, or start with \`node cli/start.mjs\`.`,
    );
  }
  const hosts = hostRule(host, allowed);
  const server = createServer((request, response) => {
    answer(folder, hosts, request, response).catch((error) => {
      console.error(`A request could not be answered: ${reasonOf(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'The server could not read this file.');
    });
  });
  server.setTimeout(idle);
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    })
  );
  server.on('error', (error) =>
    console.error(`The server continues after an error: ${reasonOf(error)}`),
  );
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${shownHost(host)}:${actual}`,
    words: hosts.words,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The host for a URL: 0.0.0.0 itself can be opened on some systems only. @param {string} host */
export function shownHost(host) {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return net.isIPv6(host) ? `[${host}]` : host;
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Serves until the program is stopped, or exits with a message.
 * @param {string} command the one that was run, "node cli/start.mjs"
 * @param {{ port?: string, host?: string, 'allow-host'?: string }} values
 */
export async function serveForever(command, values) {
  const port = portOf(values.port);
  const host = values.host ?? 'localhost';
  const allowed = (values['allow-host'] ?? '').split(',').filter((name) => name !== '');
  // The reader of its messages may be gone; it must still serve files.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const { url, words } = await serve({ port, host, allowed });
    console.log(`a2-lab is at ${url} (Ctrl-C to stop)`);
    if (!isLoopback(host))
      console.log(`Other machines can reach it. It accepts the host names ${words}.`);
  } catch (error) {
    console.error(servingProblem(error, port, command));
    process.exit(1);
  }
}

if (isMain(import.meta.url)) {
  const command = 'node cli/serve.mjs';
  const { values } = programOptions(
    command,
    serverOptions,
    `${command} [--port ${defaultPort}] [--host localhost]\n\nServes the existing build in dist/.\n${serverHelp}`,
  );
  await serveForever(command, values);
}

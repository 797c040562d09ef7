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

/** Milliseconds after which a connection is closed on which nothing moves: its file would stay open. */
const idle = 120_000;

/** The options of every program that serves, and what `--help` says of them. */
export const serverOptions = /** @type {const} */ ({
  port: 'string',
  host: 'string',
  'allow-host': 'string',
});

export const serverHelp = `--port        0 takes one that is free
--host        0.0.0.0 serves other machines too
--allow-host  names, parted by commas, by which it may be asked as well, behind a proxy for instance.
              It always answers to localhost, 127.0.0.1, [::1] and the name or address of --host;
              where that is of another machine's reach also to any address written as a number, and
              to this machine's name. To every other name it says 403: a foreign page's own
              name could be made to lead here`;

/**
 * Nothing that is sent to it ends it: what nobody expected is told on the standard error.
 * @param {{ port?: number, host?: string, allowed?: readonly string[], folder?: string }} [options]
 *   `allowed`: further names to which it answers
 * @returns {Promise<{ url: string, words: string, close: () => Promise<void> }>} `words`: to which names it answers
 */
export async function serve({
  port = defaultPort,
  host = 'localhost',
  allowed = [],
  folder = path.join(root, 'dist'),
} = {}) {
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(
      `There is no build in ${folder}: make it with \`node cli/build/stale.mjs\`, or start with \`node cli/start.mjs\`.`,
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
  server.on('error', (error) => console.error(`The server goes on after: ${reasonOf(error)}`));
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

/** As it stands in an address; that of all addresses can be opened on some systems only. @param {string} host */
export function shownHost(host) {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return net.isIPv6(host) ? `[${host}]` : host;
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * Serves until the program is ended, or ends it with a sentence.
 * @param {string} command what was started, "node cli/start.mjs"
 * @param {{ port?: string, host?: string, 'allow-host'?: string }} values
 */
export async function serveForever(command, values) {
  const port = portOf(values.port);
  const host = values.host ?? 'localhost';
  const allowed = (values['allow-host'] ?? '').split(',').filter((name) => name !== '');
  // Who reads its words may have gone; its files are still asked for.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const { url, words } = await serve({ port, host, allowed });
    console.log(`a2-lab is at ${url} (Ctrl-C ends it)`);
    if (!isLoopback(host)) console.log(`Other machines reach it too. It answers to ${words}.`);
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
    `${command} [--port ${defaultPort}] [--host localhost]\n\nServes dist/ as it was built.\n${serverHelp}`,
  );
  await serveForever(command, values);
}

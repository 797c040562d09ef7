/** Downloads one published file over HTTP: tries the mirrors in order, resumes, and verifies the sha256. */
import { open, stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { patiently, removePatiently } from './patience.mjs';
import { Problem, bytesText, diskProblem, systemCode } from './problem.mjs';
import { progressBar } from './progress.mjs';
import { sha256Of } from './cache.mjs';

/**
 * @typedef {{ name: string, urls: readonly string[], size: number, sha256: string }} Wanted
 * @typedef {{ connect: number, stall: number }} Timeouts milliseconds
 * @typedef {{ signal: AbortSignal | undefined, timeouts: Timeouts, output: import('./progress.mjs').Output, unreachable: Set<string> }} Context
 */

/** Maximum attempts at one mirror, while each makes progress. */
const attempts = 5;

/**
 * On return `part` holds the wanted bytes, verified. On a Problem it holds the first part of
 * them, for the next start to resume, or is deleted.
 * @param {Wanted} wanted @param {string} part @param {Context} context
 */
export async function download(wanted, part, context) {
  const failures = [];
  for (const url of wanted.urls) {
    const { host } = new URL(url);
    if (context.unreachable.has(host)) {
      failures.push(`${host} was not tried again`);
      continue;
    }
    try {
      return await fromMirror(url, wanted, part, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      if (!(error instanceof Problem) || error.code.startsWith('disk')) throw error;
      if (error.unreachable) context.unreachable.add(host);
      failures.push(`${host} ${error.message}`);
    }
  }
  const kept = await sizeOf(part);
  throw new Problem(
    'network',
    `${wanted.name} (${bytesText(wanted.size)}, sha256 ${wanted.sha256}) could not be downloaded: ${failures.join('; ')}. ${
      kept > 0 ? `The first ${bytesText(kept)} are kept, and the next start resumes there. ` : ''
    }Connect to the network and start again, or give a folder with the file by --datasets FOLDER or in A2_DATASETS.`,
    { brief: failures.join('; ') || 'no address is known' },
  );
}

/** @param {string} url @param {Wanted} wanted @param {string} part @param {Context} context */
async function fromMirror(url, wanted, part, context) {
  for (let attempt = 1; ; attempt++) {
    let before = await sizeOf(part);
    if (before > wanted.size) {
      await removePatiently(part);
      before = 0;
    }
    try {
      if (before < wanted.size) await transfer(url, wanted, part, before, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      const progressed = (await sizeOf(part)) > before;
      const broken = error instanceof Problem && error.code === 'short';
      if (broken && progressed && attempt < attempts) continue;
      throw error;
    }
    const found = await sha256Of(part, context.signal);
    if (found === wanted.sha256) return;
    await removePatiently(part);
    // The bad bytes may be left from an earlier start: try once more from the beginning.
    if (before > 0 && attempt < attempts) continue;
    throw new Problem(
      'checksum',
      `sent ${bytesText(wanted.size)} with the sha256 ${found} instead of the wanted one (the file was removed)`,
    );
  }
}

/**
 * Makes one request and appends it to `part` at `offset`, or overwrites `part` where the host
 * answers a range request with the whole file.
 * @param {string} url @param {Wanted} wanted @param {string} part @param {number} offset @param {Context} context
 */
async function transfer(url, wanted, part, offset, context) {
  const response = await request(url, offset, context);
  const status = response.statusCode ?? 0;
  let from = 0;
  if (status === 206 && offset > 0) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers['content-range'] ?? '');
    if (
      range === null ||
      Number(range[1]) !== offset ||
      !['*', `${wanted.size}`].includes(range[2] ?? '')
    ) {
      response.destroy();
      await removePatiently(part);
      return transfer(url, wanted, part, 0, context);
    }
    from = offset;
  } else if (status === 416 && offset > 0) {
    response.destroy();
    await removePatiently(part);
    return transfer(url, wanted, part, 0, context);
  } else if (status !== 200) {
    response.destroy();
    throw new Problem('network', `answered with status ${status} instead of 200`);
  }
  const announced = response.headers['content-length'];
  if (announced !== undefined && from + Number(announced) !== wanted.size) {
    response.destroy();
    throw new Problem(
      'network',
      `announced ${bytesText(from + Number(announced))} instead of ${bytesText(wanted.size)}: this is not the published file`,
    );
  }
  return receive(response, wanted, part, from, context);
}

/**
 * @param {http.IncomingMessage} response
 * @param {Wanted} wanted @param {string} part @param {number} from @param {Context} context
 */
async function receive(response, wanted, part, from, context) {
  const bar = progressBar(context.output, wanted.name, wanted.size, from);
  let loaded = from;
  let stalled = false;
  const timer = setTimeout(() => {
    stalled = true;
    response.destroy();
  }, context.timeouts.stall);
  try {
    const handle = await patiently(() => open(part, from === 0 ? 'w' : 'a'));
    try {
      for await (const chunk of response) {
        timer.refresh();
        if (loaded + chunk.length > wanted.size) {
          await removePatiently(part);
          throw new Problem('network', `sent more than the wanted ${bytesText(wanted.size)}`);
        }
        await handle.writeFile(chunk);
        loaded += chunk.length;
        bar.update(loaded);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    context.signal?.throwIfAborted();
    if (error instanceof Problem) throw error;
    if (systemCode(error) === 'ENOSPC' || systemCode(error) === 'EDQUOT') {
      await removePatiently(part);
    }
    const problem = diskProblem(error, wanted.name, wanted.size);
    if (problem instanceof Problem) throw problem;
    if (loaded === wanted.size) return;
    throw shortProblem(loaded, wanted.size, stalled, error);
  } finally {
    clearTimeout(timer);
    response.destroy();
    bar.end();
  }
  context.signal?.throwIfAborted();
  if (loaded < wanted.size) throw shortProblem(loaded, wanted.size, stalled, undefined);
}

/** @param {number} loaded @param {number} size @param {boolean} stalled @param {unknown} cause */
const shortProblem = (loaded, size, stalled, cause) =>
  new Problem(
    'short',
    `${stalled ? 'stalled' : 'ended'} after ${bytesText(loaded)} of ${bytesText(size)}`,
    { cause },
  );

/**
 * @param {string} url @param {number} offset @param {Context} context @param {number} [redirects]
 * @returns {Promise<http.IncomingMessage>}
 */
async function request(url, offset, context, redirects = 5) {
  context.signal?.throwIfAborted();
  const client = url.startsWith('https:') ? https : http;
  /** @type {Record<string, string>} */
  const headers = { 'Accept-Encoding': 'identity', 'User-Agent': 'a2-lab' };
  if (offset > 0) headers['Range'] = `bytes=${offset}-`;
  const { connect } = context.timeouts;
  /** @type {http.IncomingMessage} */
  const response = await new Promise((resolve, reject) => {
    const options =
      context.signal === undefined ? { headers } : { headers, signal: context.signal };
    const sent = client.get(url, options, resolve);
    const timer = setTimeout(() => {
      sent.destroy(
        new Problem('network', `did not answer within ${connect / 1000} s`, { unreachable: true }),
      );
    }, connect);
    sent.once('close', () => clearTimeout(timer));
    sent.once('response', () => clearTimeout(timer));
    sent.once('error', (error) => {
      clearTimeout(timer);
      reject(error instanceof Problem ? error : unreachable(error));
    });
  });
  const { location } = response.headers;
  if ([301, 302, 303, 307, 308].includes(response.statusCode ?? 0) && location !== undefined) {
    response.destroy();
    if (redirects === 0) throw new Problem('network', 'redirects in a loop');
    return request(new URL(location, url).href, offset, context, redirects - 1);
  }
  return response;
}

/** @param {Error} cause */
function unreachable(cause) {
  const code = systemCode(cause);
  /** @type {Record<string, string>} */
  const words = {
    ENOTFOUND: 'was not found (is there a network connection?)',
    EAI_AGAIN: 'cannot be resolved (is there a network connection?)',
    ECONNREFUSED: 'refuses the connection',
    ECONNRESET: 'closed the connection',
    ETIMEDOUT: 'did not answer',
    EHOSTUNREACH: 'cannot be reached',
    ENETUNREACH: 'cannot be reached: there is no network connection',
  };
  const text = words[code] ?? `cannot be reached: ${cause.message}`;
  return new Problem('network', `${text}${code === '' ? '' : ` (${code})`}`, {
    cause,
    unreachable: code !== 'ECONNRESET',
  });
}

/** @param {string} file @returns {Promise<number>} 0 where it does not exist */
async function sizeOf(file) {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

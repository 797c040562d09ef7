/** Answers a request for a file: the whole file, a range, or an error status. */
import { pipeline } from 'node:stream/promises';
import { systemCode } from '../../data/problem.mjs';
import { frameHeaders, isFrame, isShared, securityHeaders, sharedHeaders } from '../headers.mjs';
import { conditionStatus, mayBePart, validatorsOf } from './conditions.mjs';
import { find, nameOf } from './find.mjs';
import { rangeOf } from './ranges.mjs';
import { typeOf } from './types.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

/**
 * Resolves when the response has ended or its client has disconnected. By then every descriptor is closed.
 * Rejects with unexpected errors.
 * @param {string} folder @param {import('./hosts.mjs').HostRule} hosts
 * @param {Request} request @param {Response} response
 */
export async function answer(folder, hosts, request, response) {
  if (admits(hosts, request, response))
    await hand(folder, nameOf(request.url ?? ''), request, response);
}

/**
 * Sets the response's headers, and refuses requests for another host or with a method other than GET and HEAD.
 * @param {import('./hosts.mjs').HostRule} hosts @param {Request} request @param {Response} response
 * @returns {boolean} whether the request is accepted
 */
export function admits(hosts, request, response) {
  const target = request.url ?? '';
  for (const [name, value] of Object.entries(headersOf(target))) response.setHeader(name, value);
  const absolute = /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
  if (![request.headers.host, absolute ?? request.headers.host].every(hosts.accepts)) {
    refuse(
      response,
      403,
      `This server accepts only the host names ${hosts.words}. To allow another name, start it with --allow-host NAME.`,
    );
    return false;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    refuse(response, 405, 'This server only serves files. Wanted GET or HEAD.');
    return false;
  }
  return true;
}

/**
 * Answers an admitted request with a file.
 * @param {string} folder @param {string | null} name as `nameOf` gives it
 * @param {Request} request @param {Response} response
 */
export async function hand(folder, name, request, response) {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { signal } = gone;
  try {
    const found = name === null ? null : await find(folder, name, signal);
    if (found === null) {
      refuse(response, 404, 'Not found');
      return;
    }
    await send(found, request, response, signal);
  } catch (error) {
    // The client has disconnected.
    if (signal.aborted) return;
    const transient = ['EMFILE', 'ENFILE', 'ENOMEM', 'EBUSY'].includes(systemCode(error));
    if (!transient || response.headersSent) throw error;
    response.setHeader('Retry-After', '1');
    refuse(response, 503, 'The server has too many files open at the moment. Try again.');
  }
}

/** @param {Response} response @param {number} status @param {string} sentence */
export function refuse(response, status, sentence) {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    // The unread rest of a request would be taken for the next one.
    Connection: 'close',
  });
  response.end(`${sentence}\n`);
}

/**
 * @param {import('./find.mjs').Found} found @param {Request} request @param {Response} response
 * @param {AbortSignal} signal
 */
async function send({ handle, stats, name }, request, response, signal) {
  try {
    const validators = validatorsOf(stats);
    const status = conditionStatus(request.headers, validators);
    response.setHeader('ETag', validators.etag);
    response.setHeader('Last-Modified', validators.modified.toUTCString());
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('Cache-Control', cacheControl(name));
    if (status !== null) {
      response.writeHead(status).end();
      return;
    }
    for (const [header, value] of Object.entries(typeHeaders(name)))
      response.setHeader(header, value);
    // Only GET requests can have a range.
    const asked = request.method === 'GET' && mayBePart(request.headers, validators);
    const range = rangeOf(asked ? request.headers.range : undefined, stats.size);
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${stats.size}`);
      response.writeHead(416, { 'Content-Length': 0 }).end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: stats.size - 1 };
    const length = end - start + 1;
    if (range !== null) response.setHeader('Content-Range', `bytes ${start}-${end}/${stats.size}`);
    response.writeHead(range === null ? 200 : 206, { 'Content-Length': length });
    if (request.method === 'HEAD' || length === 0) {
      response.end();
      return;
    }
    const bytes = handle.createReadStream({ start, end });
    await pipeline(bytes, response, { signal, end: false });
    // The open file was truncated: ending here would leave the client waiting for the rest.
    if (bytes.bytesRead < length) response.destroy();
    else response.end();
  } finally {
    await handle.close();
  }
}

/** @param {string} path of a request @returns {Readonly<Record<string, string>>} */
function headersOf(path) {
  if (isFrame(path)) return frameHeaders;
  return isShared(path) ? { ...securityHeaders, ...sharedHeaders } : securityHeaders;
}

/** Files with a hash in their name never change; all others are revalidated each time. @param {string} name */
const cacheControl = (name) =>
  name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/**
 * The published datasets are gzip files, not gzip-encoded responses: the lab checks their bytes.
 * @param {string} name @returns {Record<string, string>}
 */
function typeHeaders(name) {
  const type = typeOf(name);
  return {
    ...(type === null ? {} : { 'Content-Type': type }),
    ...(name.endsWith('.gz') ? { 'Content-Encoding': 'identity' } : {}),
  };
}

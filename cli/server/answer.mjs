/** Answers one request for a file: whole, in part, or with the status that says why not. */
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
 * Resolves when the response has ended, or its client has gone. Every descriptor is closed then, however it ended.
 * Rejects with what nobody expected.
 * @param {string} folder @param {import('./hosts.mjs').HostRule} hosts
 * @param {Request} request @param {Response} response
 */
export async function answer(folder, hosts, request, response) {
  if (admits(hosts, request, response))
    await hand(folder, nameOf(request.url ?? ''), request, response);
}

/**
 * Gives the response its headers, and ends it where the request is for another host or wants more than to read.
 * @param {import('./hosts.mjs').HostRule} hosts @param {Request} request @param {Response} response
 * @returns {boolean} whether it is still to be answered
 */
export function admits(hosts, request, response) {
  const target = request.url ?? '';
  for (const [name, value] of Object.entries(headersOf(target))) response.setHeader(name, value);
  const absolute = /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
  if (![request.headers.host, absolute ?? request.headers.host].every(hosts.accepts)) {
    refuse(
      response,
      403,
      `This server answers to ${hosts.words}, and to no other name. Another name is allowed with --allow-host NAME when it is started.`,
    );
    return false;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    refuse(response, 405, 'This server only hands out files: GET or HEAD is wanted.');
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
    // Whoever asked has gone: there is nobody to tell.
    if (signal.aborted) return;
    const passing = ['EMFILE', 'ENFILE', 'ENOMEM', 'EBUSY'].includes(systemCode(error));
    if (!passing || response.headersSent) throw error;
    response.setHeader('Retry-After', '1');
    refuse(response, 503, 'The server has too many files open at the moment: ask again.');
  }
}

/** @param {Response} response @param {number} status @param {string} sentence */
export function refuse(response, status, sentence) {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    // What was not read of a request would be taken for the next one.
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
    // Only what is asked for with GET has parts.
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
    // Something has cut the open file: to end here would leave the client waiting for the rest.
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

/** Files whose name holds their hash never change; all others are asked for again each time. @param {string} name */
const cacheControl = (name) =>
  name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/**
 * The published datasets are gzip files and not gzip-encoded ones: the lab checks their bytes.
 * @param {string} name @returns {Record<string, string>}
 */
function typeHeaders(name) {
  const type = typeOf(name);
  return {
    ...(type === null ? {} : { 'Content-Type': type }),
    ...(name.endsWith('.gz') ? { 'Content-Encoding': 'identity' } : {}),
  };
}

/** Hosts on 127.0.0.1 that publish one file, correctly or not, and a manifest that names them. */
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Manifest } from '../../data/prepare.mjs';

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** `count` bytes that do not repeat. */
export function noise(count: number, seed = 433): Buffer {
  const bytes = Buffer.alloc(count);
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

export interface Host {
  readonly url: string;
  /** The Range of every request so far, '' where it had none. */
  readonly requests: string[];
  close(): Promise<void>;
}

export type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** Answers in turn; the last answer is repeated. */
export async function serve(...answers: readonly Answer[]): Promise<Host> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.headers.range ?? '');
    answers[Math.min(requests.length, answers.length) - 1]!(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/file`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const whole =
  (bytes: Buffer): Answer =>
  (_, response) => {
    response.writeHead(200, { 'Content-Length': bytes.length }).end(bytes);
  };

/** Understands `Range: bytes=n-`. */
export const ranged =
  (bytes: Buffer): Answer =>
  (request, response) => {
    const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    if (from === undefined) {
      whole(bytes)(request, response);
      return;
    }
    const rest = bytes.subarray(Number(from));
    response
      .writeHead(206, {
        'Content-Length': rest.length,
        'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      })
      .end(rest);
  };

/**
 * Announces everything, sends `count` bytes and breaks the connection once they have arrived: what lies in
 * buffers when a connection breaks is lost.
 */
export const broken =
  (bytes: Buffer, count: number, arrived: () => Promise<unknown>): Answer =>
  (_, response) => {
    const told = arrived();
    response.writeHead(200, { 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, count), () => {
      void told.finally(() => response.destroy());
    });
  };

export const status =
  (code: number): Answer =>
  (_, response) => {
    response.writeHead(code).end();
  };

/** A manifest of one dataset with one file of these bytes. */
export const manifestOf = (bytes: Buffer, urls: string[], name = 'numbers.bin'): Manifest => ({
  datasets: [
    {
      name: 'numbers',
      title: 'Numbers',
      files: [
        {
          name,
          urls,
          size: bytes.length,
          sha256: sha256(bytes),
          inflatedSize: bytes.length,
          inflatedSha256: sha256(bytes),
        },
      ],
    },
  ],
});

/** A tar archive of one member (POSIX ustar), gzipped. */
export function tgz(member: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(member, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('ustar\0', 257);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return gzipSync(Buffer.concat([header, content, padding, Buffer.alloc(1024)]));
}

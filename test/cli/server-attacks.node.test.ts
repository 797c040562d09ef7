/** The server of the built lab, asked by clients that mean it no good, while builds replace its files. */
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { assert } from 'chai';
import { replaceBuild } from '../../cli/build/replace.mjs';
import { needsLinks } from '../support/system.ts';
import { until } from '../support/until.ts';
import { big, ServedBuild } from './served-build.ts';

describe('the server, attacked', () => {
  let served: ServedBuild;
  before(async () => {
    served = await ServedBuild.open();
  });
  after(() => served.close());

  for (const target of [
    ...[
      '/..%2fdist/index.html',
      '/%2e%2e/x',
      '/.stamp',
      '/assets/',
      '/assets',
      '/none',
      '//index.html',
    ],
    ...['/index.html%00', '/%', '/%ff', '/a\\..\\index.html', '/index.html.', '/con', '/C:/x', '*'],
    `/${'a'.repeat(5000)}`,
    `/${'a/'.repeat(3000)}`,
  ]) {
    it(`has nothing at ${target.slice(0, 24)}`, async () => {
      assert.equal((await served.ask(target)).status, 404);
    });
  }

  it('shows nothing outside of its folder, whatever a link points to', async function () {
    needsLinks(this);
    writeFileSync(path.join(served.folder, 'secret.txt'), 'secret');
    symlinkSync(path.join(served.folder, 'secret.txt'), path.join(served.dist, 'file.txt'));
    symlinkSync(served.folder, path.join(served.dist, 'up'));
    symlinkSync('digits.txt', path.join(served.dist, 'inside.txt'));
    try {
      assert.equal((await served.ask('/file.txt')).status, 404);
      assert.equal((await served.ask('/up/secret.txt')).status, 404);
      assert.equal((await served.ask('/inside.txt')).body.toString(), '0123456789');
    } finally {
      for (const name of ['file.txt', 'up', 'inside.txt']) rmSync(path.join(served.dist, name));
    }
  });

  it('does not wait for who writes into a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [path.join(served.dist, 'pipe.json')]);
    try {
      assert.equal((await served.ask('/pipe.json')).status, 404);
    } finally {
      rmSync(path.join(served.dist, 'pipe.json'));
    }
  });

  it('survives a thousand malformed requests', async () => {
    const targets = [
      '/',
      '/digits.txt',
      '/datasets/big.gz',
      '/%',
      '//',
      '*',
      'http://x',
      '/\u0000',
      '/a b',
      '/\u00e9',
    ];
    const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'CONNECT', 'TRACE', 'get', 'G\u0000T', ''];
    const lines = [
      ...[
        'Range: bytes=9-5',
        'Range: bytes=0-9007199254740992',
        'Range: bytes=-',
        'Range: \u00ff',
        'Range: bytes=1-2,',
      ],
      ...[
        'If-Range: W/"',
        'If-None-Match: ",,',
        'If-Modified-Since: 99999999999999',
        'Host: a\r\nHost: b',
      ],
      ...[
        'Content-Length: -1',
        'Content-Length: 5\r\n\r\nabc',
        'Transfer-Encoding: chunked\r\n\r\nzz',
        ': x',
        'x',
      ],
      ...[
        `X: ${'y'.repeat(20_000)}`,
        'Upgrade: websocket\r\nConnection: Upgrade',
        'Expect: 100-continue',
        'Expect: x',
      ],
    ];
    const versions = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP', ''];
    const pick = (list: readonly string[], n: number) => list[n % list.length]!;
    for (let from = 0; from < 1000; from += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, i) => {
          const n = from + i;
          const [method, target] = [pick(methods, n), pick(targets, n >> 1)];
          const text = `${method} ${target} ${pick(versions, n >> 2)}\r\nHost: localhost\r\nConnection: close\r\n${pick(lines, n)}\r\n\r\n`;
          // Broken in the middle now and then; a refused connection may be reset.
          const cut = n % 7 === 0 ? text.slice(0, n % text.length) : text;
          return new Promise<void>((resolve) => {
            const socket = net.connect(served.port, 'localhost', () => socket.end(cut, 'latin1'));
            socket.resume();
            socket.on('error', () => undefined);
            socket.once('close', () => resolve());
          });
        }),
      );
    }
    await served.stillServes();
  });

  it('holds no file of a thousand downloads that are broken off', async () => {
    let broken = 0;
    const breakOff = (n: number): Promise<void> =>
      new Promise((resolve) => {
        const socket = net.connect(served.port, 'localhost', () =>
          socket.write('GET /datasets/big.gz HTTP/1.1\r\nHost: localhost\r\n\r\n'),
        );
        const end = () => {
          broken += 1;
          socket.resetAndDestroy();
        };
        // In the middle of the file, at its first byte, or before any.
        if (n % 3 === 0) socket.once('connect', end);
        else socket.once('data', end);
        socket.on('error', () => undefined);
        socket.once('close', () => resolve());
      });
    for (let from = 0; from < 1000; from += 25)
      await Promise.all(Array.from({ length: 25 }, (_, i) => breakOff(from + i)));
    assert.equal(broken, 1000);
    await served.stillServes();
  });

  it('closes the connection where an open file is cut under it, instead of letting the client wait', async () => {
    const file = path.join(served.dist, 'datasets/cut.bin');
    writeFileSync(file, Buffer.concat([big, big, big]));
    const received = await new Promise<number>((resolve, reject) => {
      let bytes = 0;
      const socket = net.connect(served.port, 'localhost', () =>
        socket.write('GET /datasets/cut.bin HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      );
      socket.once('data', () => {
        // Nothing is read on until the file is short.
        socket.pause();
        writeFileSync(file, 'short');
        socket.resume();
      });
      socket.on('data', (part) => (bytes += part.length));
      socket.once('error', reject);
      socket.once('close', () => resolve(bytes));
    });
    assert.isBelow(received, 3 * big.length);
    rmSync(file);
    await served.stillServes();
  });

  it('waits for the moment in which one build has gone and the next has not come', async () => {
    renameSync(served.dist, `${served.dist}.old`);
    const between = served.ask('/digits.txt');
    await new Promise((resolve) => setImmediate(resolve));
    renameSync(`${served.dist}.old`, served.dist);
    assert.equal((await between).status, 200);
  });

  it('serves on while builds take each other’s place, and open pages still get their parts', async () => {
    writeFileSync(path.join(served.dist, 'size.txt'), '');
    const stop = new AbortController();
    const seen = new Map<number, number>();
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!stop.signal.aborted) {
          const { status, body, headers } = await served.ask('/size.txt');
          seen.set(status, (seen.get(status) ?? 0) + 1);
          assert.equal(headers['content-length'], String(body.length));
        }
      }),
    );
    for (let n = 1; n <= 20; n++) {
      await replaceBuild(served.dist, (folder) => {
        served.write(folder, `build${n}`);
        writeFileSync(path.join(folder, 'size.txt'), 'x'.repeat(n));
      });
      const before = seen.get(200) ?? 0;
      await until('it was asked for', () => (seen.get(200) ?? 0) > before);
    }
    stop.abort();
    await asking;
    assert.deepEqual([...seen.keys()], [200]);
    assert.equal((await served.ask('/assets/main-build20.js')).body.toString(), 'build20');
    assert.equal((await served.ask('/assets/main-build19.js')).body.toString(), 'build19');
    assert.equal((await served.ask('/assets/main-build18.js')).status, 404);
    await served.stillServes();
  });
});

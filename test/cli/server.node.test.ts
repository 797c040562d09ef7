/** What the server of the built lab answers: files whole, in part, on a condition, and to whom. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { serve } from '../../cli/serve.mjs';
import { big, page, ServedBuild } from './served-build.ts';

describe('the server', () => {
  let served: ServedBuild;
  before(async () => {
    served = await ServedBuild.open();
  });
  after(() => served.close());

  describe('asked for parts', () => {
    const whole = '0123456789';
    for (const [range, status, body] of [
      ['bytes=2-4', 206, '234'],
      ['bytes=7-', 206, '789'],
      ['bytes=7-99', 206, '789'],
      ['Bytes=0-0', 206, '0'],
      ['bytes=-3', 206, '789'],
      ['bytes=-99', 206, whole],
      ['bytes=0-9007199254740992', 206, whole],
      ['bytes=10-', 416, ''],
      ['bytes=9007199254740993-9007199254740999', 416, ''],
      [`bytes=${'9'.repeat(400)}-`, 416, ''],
      ['bytes=-0', 416, ''],
      ['bytes=9-5', 200, whole],
      ['bytes=abc', 200, whole],
      ['bytes=-', 200, whole],
      ['bytes=0x1-5', 200, whole],
      ['bytes=5', 200, whole],
      ['bytes=1-2,4-5', 200, whole],
      ['items=0-1', 200, whole],
      ['', 200, whole],
    ] as const) {
      it(`“${range.slice(0, 40)}” gets ${status}`, async () => {
        const answer = await served.ask('/digits.txt', { Range: range });
        assert.deepEqual([answer.status, answer.body.toString()], [status, body]);
        assert.equal(answer.headers['content-length'], String(body.length));
        if (status === 416) assert.equal(answer.headers['content-range'], 'bytes */10');
        if (status === 206) assert.match(answer.headers['content-range']!, /^bytes \d-\d\/10$/);
      });
    }

    it('sends one only of the very file that If-Range names', async () => {
      const { headers } = await served.ask('/digits.txt');
      const [etag, modified] = [headers.etag!, headers['last-modified']!];
      const later = new Date(Date.parse(modified) + 1000).toUTCString();
      for (const [named, status] of [
        [etag, 206],
        [modified, 206],
        [`W/${etag}`, 200],
        ['"another"', 200],
        [later, 200],
        ['nonsense', 200],
      ] as const) {
        const answer = await served.ask('/digits.txt', { Range: 'bytes=0-1', 'If-Range': named });
        assert.equal(answer.status, status, named);
      }
    });

    it('has none of an empty file, and none for HEAD', async () => {
      assert.equal((await served.ask('/empty.json', { Range: 'bytes=0-' })).status, 416);
      assert.equal((await served.ask('/empty.json')).headers['content-length'], '0');
      const head = await served.ask('/digits.txt', { Range: 'bytes=0-1' }, { method: 'HEAD' });
      assert.deepEqual(
        [head.status, head.headers['content-length'], head.body.length],
        [200, '10', 0],
      );
    });
  });

  it('says that nothing has changed, to who has the file', async () => {
    const { headers } = await served.ask('/digits.txt');
    const [etag, modified] = [headers.etag!, headers['last-modified']!];
    for (const [name, value, status] of [
      ['If-None-Match', etag, 304],
      ['If-None-Match', `"x", W/${etag}`, 304],
      ['If-None-Match', '*', 304],
      ['If-None-Match', '"x"', 200],
      ['If-Modified-Since', modified, 304],
      ['If-Modified-Since', new Date(0).toUTCString(), 200],
      ['If-Modified-Since', 'nonsense', 200],
      ['If-Match', '"x"', 412],
      ['If-Match', etag, 200],
      ['If-Unmodified-Since', new Date(0).toUTCString(), 412],
    ] as const) {
      assert.equal(
        (await served.ask('/digits.txt', { [name]: value })).status,
        status,
        `${name}: ${value}`,
      );
    }
    const both = { 'If-None-Match': '"x"', 'If-Modified-Since': modified };
    assert.equal((await served.ask('/digits.txt', both)).status, 200);
  });

  it('finds pages by their folder or without their ending, and datasets as bytes', async () => {
    assert.equal((await served.ask('/?a#b')).body.toString(), page);
    assert.equal((await served.ask('/embed')).body.toString(), 'embedded');
    const { headers, body } = await served.ask('/datasets/big.gz', { 'Accept-Encoding': 'gzip' });
    assert.deepInclude(headers, {
      'content-type': 'application/gzip',
      'content-encoding': 'identity',
    });
    assert.isTrue(body.equals(big));
  });

  it('sends a published .gz inflated where it has it only so, with ranges of what it sends', async () => {
    writeFileSync(path.join(served.dist, 'datasets/small'), '0123456789');
    const { status, headers, body } = await served.ask('/datasets/small.gz');
    assert.deepEqual([status, body.toString()], [200, '0123456789']);
    assert.notProperty(headers, 'content-encoding');
    assert.notProperty(headers, 'content-type');
    const part = await served.ask('/datasets/small.gz', { Range: 'bytes=8-' });
    assert.deepEqual([part.status, part.body.toString()], [206, '89']);
    assert.equal((await served.ask('/datasets/small.gz.gz')).status, 404);
  });

  describe('asked by a name', () => {
    it('of this machine, it answers; by a foreign one, which may have been made to lead here, it does not', async () => {
      for (const host of [
        'localhost',
        `localhost:${served.port}`,
        'LOCALHOST',
        'localhost.',
        `127.0.0.1:${served.port}`,
        '[::1]:80',
      ])
        assert.equal((await served.ask('/', {}, { host })).status, 200, host);
      for (const host of [
        'evil.example',
        `evil.example:${served.port}`,
        'localhost.evil.example',
        '192.168.1.2',
        '[::2]',
        'a b',
        '',
      ]) {
        const { status, body } = await served.ask('/', {}, { host });
        assert.equal(status, 403, host);
        assert.include(body.toString(), 'accepts only the host names localhost, 127.0.0.1, [::1].');
      }
      assert.equal((await served.ask(`http://evil.example/`)).status, 403);
      assert.equal((await served.ask(`http://localhost:${served.port}/`)).status, 200);
      assert.include((await served.raw('GET / HTTP/1.0\r\n\r\n')).toString(), '403');
    });

    it('of other machines it answers too where it serves them, and to the names that are allowed', async () => {
      const open = await serve({
        port: 0,
        folder: served.dist,
        host: '0.0.0.0',
        allowed: ['lab.example'],
      });
      const to = Number(new URL(open.url).port);
      try {
        for (const host of [
          'localhost',
          '192.168.1.2:80',
          '[fe80::1]',
          os.hostname(),
          'Lab.Example:80',
          '0.0.0.0',
        ])
          assert.equal((await served.ask('/', {}, { host, to })).status, 200, host);
        assert.equal((await served.ask('/', {}, { host: 'evil.example', to })).status, 403);
        assert.include(open.words, 'numeric addresses');
      } finally {
        await open.close();
      }
    });
  });
});

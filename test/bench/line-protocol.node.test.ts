import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { Peer, ProtocolError, parseLine } from '../../bench/lib/line-protocol.mjs';

const protocol = new URL('../../bench/lib/line-protocol.mjs', import.meta.url).href;

describe('the line protocol of the benchmark', () => {
  let folder = '';
  const peers: Peer[] = [];

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'a2-bench-'));
  });

  after(() => {
    for (const peer of peers) peer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function peerOf(source: string): Peer {
    const file = path.join(folder, `peer-${peers.length}.mjs`);
    writeFileSync(file, `import { serve } from ${JSON.stringify(protocol)};\n${source}`);
    const peer = new Peer(process.execPath, [file]);
    peers.push(peer);
    return peer;
  }

  const thrownBy = async (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => assert.fail('nothing was thrown'),
      (error: unknown) => (error as Error).message,
    );

  it('greets, answers in order, and goes on after an error', async () => {
    const peer = peerOf(`await serve(async () => ({
      greeting: { name: 'echo', device: 'none' },
      answer: async (question) => {
        console.log('chatter that must not be taken for an answer');
        if (question.run === 'bad') throw new Error('no work bad');
        return { ms: question.steps };
      },
    }));`);
    assert.deepEqual(await peer.greeting(), { name: 'echo', device: 'none' });
    assert.deepEqual(await peer.ask({ run: 'a', steps: 1 }), { ms: 1 });
    assert.equal(await thrownBy(peer.ask({ run: 'bad' })), 'no work bad');
    assert.deepEqual(await peer.ask({ run: 'a', steps: 2 }), { ms: 2 });
  });

  it('tells what a peer lacks', async () => {
    const peer = peerOf(`await serve(() => Promise.reject(new Error('no SIMD here')));`);
    assert.deepEqual(await peer.greeting(), { missing: 'no SIMD here' });
  });

  it('fails, with its last output, when the peer dies or never started', async () => {
    const dying = peerOf(`console.error('out of memory'); process.exit(3);`);
    assert.match(await thrownBy(dying.greeting()), /ended without an answer: out of memory/);
    const absent = new Peer(path.join(folder, 'no-such-program'), []);
    peers.push(absent);
    assert.match(await thrownBy(absent.greeting()), /ended without an answer/);
  });

  it('refuses lines that are no JSON object', () => {
    assert.deepEqual(parseLine('{"ms":1}'), { ms: 1 });
    for (const line of ['', 'ms 1', '[1]', 'null']) {
      assert.throws(() => parseLine(line), ProtocolError, JSON.stringify(line));
    }
  });
});

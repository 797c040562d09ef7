/** The files of datasets that the command line reads from a folder. */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { assert } from 'chai';
import { fileFetch } from '../../cli/a2/file-fetch.ts';
import { fetchVerified } from '../../src/data/fetch.ts';
import { failure, publish } from '../data/support.ts';
import { Folder } from './support.ts';

describe('a published file from a folder', () => {
  const folder = new Folder();
  after(() => folder.remove());

  it('is accepted as published and inflated, in its dataset’s folder or beside it, and refused with other content', async () => {
    const base = `${pathToFileURL(folder.path).href}/`;
    const { file, bytes, content } = await publish(5_000);
    const target = new Uint8Array(5_000);
    const load = () => fetchVerified(file, base, [target], { fetch: fileFetch, store: null });
    assert.equal((await failure(load())).code, 'dataset-missing');
    writeFileSync(folder.at('numbers'), content);
    await load();
    assert.deepEqual(target, content);
    target.fill(0);
    writeFileSync(folder.at('numbers.gz'), bytes);
    await load();
    assert.deepEqual(target, content);
    writeFileSync(folder.at('numbers.gz'), gzipSync(content.map((byte) => byte ^ 1)));
    assert.include(['dataset-checksum', 'dataset-short'], (await failure(load())).code);
  });
});

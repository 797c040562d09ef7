import { assert } from 'chai';
import { datasetFiles, fileUrl } from '../../src/data/files.ts';
import { checkKept, removeKept } from '../../src/data/kept.ts';
import { MemoryStore, baseUrl } from './support.ts';

const [file] = datasetFiles['california-housing'];
const url = fileUrl(file!, baseUrl);

describe('what a browser keeps of a dataset', () => {
  it('is missing where nothing is', async () => {
    assert.equal(
      await checkKept('california-housing', baseUrl, undefined, new MemoryStore()),
      'missing',
    );
    assert.equal(await checkKept('california-housing', baseUrl, undefined, null), 'missing');
  });

  it('is removed where its bytes are not the published ones', async () => {
    const store = new MemoryStore();
    store.entries.set(url, new Uint8Array([1, 2, 3]));
    assert.equal(await checkKept('california-housing', baseUrl, undefined, store), 'damaged');
    assert.isEmpty([...store.entries]);
  });

  it('goes with what came of stopped downloads', async () => {
    const store = new MemoryStore();
    store.entries.set(url, new Uint8Array(3));
    store.entries.set(`${url}?beginning`, new Uint8Array(2));
    store.entries.set('https://lab.example/other', new Uint8Array(1));
    await removeKept('california-housing', baseUrl, store);
    assert.deepEqual([...store.entries.keys()], ['https://lab.example/other']);
  });

  it('is not looked over after a cancel', async () => {
    const signal = AbortSignal.abort();
    try {
      await checkKept('california-housing', baseUrl, signal, new MemoryStore());
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'aborted');
      return;
    }
    assert.fail('it went on');
  });
});

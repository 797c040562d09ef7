/** A document behind an address, written on Windows. */
import { assert } from 'chai';
import { fetchDocument } from '../../../src/surfaces/api/document.ts';
import { smallExperiment } from '../../support/small-experiment.ts';

describe('a document at an address', () => {
  it('may be UTF-16 with a mark', async () => {
    const text = JSON.stringify({ ...smallExperiment(), title: 'Größe' }, null, 2);
    const bytes = Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le');
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/json' }));
    const { experiment } = await fetchDocument(url, new AbortController().signal);
    assert.equal(experiment.title, 'Größe');
  });
});

/** Documents, their ids and links are what they were: a slip would lose every kept run without a word. */
import { assert } from 'chai';
import { linkOf, readLink } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { settingsHash } from '../../src/lab/kept/stored-run.ts';
import frozen from './1/documents.json' with { type: 'json' };
import { document, trialsOf } from '../document/documents.ts';
import lists from './lists.json' with { type: 'json' };
import { idsHash } from './measured.ts';

/** The JSON inside a link. How a browser deflates it is its own affair. */
async function payloadOf(link: string): Promise<string> {
  const packed = link.split('.')[2]!.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(inflated).text();
}

describe(`${frozen.length} frozen documents`, () => {
  it('have their trials’ ids and their settings’ hash', () => {
    for (const { document, trials, ids, settings } of frozen) {
      const parsed = parseExperiment(document);
      if (!parsed.ok) assert.fail(document.name);
      assert.lengthOf(parsed.trials, trials, document.name);
      assert.equal(idsHash(parsed.trials), ids, document.name);
      assert.equal(settingsHash(parsed.experiment), settings, document.name);
    }
  });

  it('are opened by their links, with the same ids', async () => {
    for (const { document, ids, link } of frozen) {
      const [parsed, linked] = [parseExperiment(document), await readLink(link)];
      if (!linked.ok || !parsed.ok) assert.fail(document.name);
      assert.equal(idsHash(linked.trials), ids, document.name);
      assert.deepEqual(
        linked.trials.map(({ trial }) => trial),
        parsed.trials.map(({ trial }) => trial),
      );
      assert.equal(linked.experiment.question, parsed.experiment.question);
      assert.deepEqual(linked.experiment.classroom, parsed.experiment.classroom);
    }
  });

  it('are written into the same links', async () => {
    for (const { document, link } of frozen) {
      const parsed = parseExperiment(document);
      if (!parsed.ok) assert.fail(document.name);
      const written = await linkOf(parsed.experiment);
      assert.equal(await payloadOf(written), await payloadOf(link), document.name);
      assert.deepEqual(written.split('.').slice(0, 2), link.split('.').slice(0, 2));
    }
  });
});

describe(`${lists.length} frozen networks as lists of layers`, () => {
  it('have their trials’ ids', () => {
    for (const { trial, id } of lists) {
      assert.equal(trialsOf(document({}, trial))[0]!.id, id, JSON.stringify(trial.model));
    }
  });
});

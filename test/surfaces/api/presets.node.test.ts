import { readFileSync, readdirSync } from 'node:fs';
import { assert } from 'chai';
import { presetDocument, presetNames } from '../../../src/surfaces/api/presets.ts';
import { assignmentPresets } from '../../../src/course/handin/questions.ts';
import { presets } from '../../../src/course/presets.ts';

/** The published documents are the truth; every list must match them. */
const published = readdirSync('public/experiments').map((file) => file.replace('.json', ''));

describe('the presets', () => {
  it('are the published documents, in the package, in the navigation and in the assignment', () => {
    assert.sameMembers([...presetNames], published);
    assert.sameMembers(
      presets.map(({ name }) => name),
      published,
    );
    assert.sameMembers([...assignmentPresets], published);
  });

  it('have the titles and the contents of their documents', async () => {
    for (const { name, title } of presets) {
      const text = readFileSync(`public/experiments/${name}.json`, 'utf8');
      const document = JSON.parse(text) as { readonly title: string };
      assert.equal(title, document.title);
      assert.deepEqual(await presetDocument(` ${name.toLowerCase()} `), document);
    }
  });

  it('are refused by an unknown name, with a list of all presets', async () => {
    const refused = await presetDocument('I9z').then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    assert.include(refused, 'There is no preset "I9z"');
    for (const name of published) assert.include(refused, name);
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { assert } from 'chai';
import { galleryCards } from '../../../src/course/gallery/cards.ts';
import { galleryLinks } from '../../../src/course/gallery/links.ts';
import { shades, type GalleryPicture } from '../../../src/course/gallery/picture.ts';
import { linkOf, readLink } from '../../../src/document/link.ts';
import { parseExperimentText } from '../../../src/document/parse-text.ts';

const folder = 'public/gallery';
const roles = ['axis', 'grid', 'line', 'dashed', 'label'];
const cells = Array.from({ length: shades }, (_, at) => `shade-${at}`);

describe('the gallery', () => {
  it('has a document, a link and a picture for each card, and no others', () => {
    const names = galleryCards.map(({ name }) => name);
    assert.sameMembers(Object.keys(galleryLinks), names);
    for (const place of [folder, `${folder}/pictures`]) {
      const files = readdirSync(place).filter((file) => file.endsWith('.json'));
      assert.sameMembers(
        files,
        names.map((name) => `${name}.json`),
        place,
      );
    }
  });

  for (const { name, title } of galleryCards) {
    it(`opens ${name} as its document has it, without rules and without starting it`, async () => {
      const parsed = parseExperimentText(readFileSync(`${folder}/${name}.json`, 'utf8'));
      if (!parsed.ok) assert.fail(JSON.stringify(parsed.issues));
      const { experiment } = parsed;
      assert.equal(experiment.title, title);
      assert.equal(experiment.name, name);
      assert.notEqual(experiment.question, '');
      const link = galleryLinks[name] ?? '';
      assert.equal(link, await linkOf(experiment));
      const read = await readLink(link);
      assert.isTrue(read.ok && read.experiment.title === title);
    });

    it(`has a picture of ${name} that the page can draw, of less than 4 kB`, () => {
      const text = readFileSync(`${folder}/pictures/${name}.json`, 'utf8');
      assert.isBelow(text.length, 4_000);
      const picture = JSON.parse(text) as GalleryPicture;
      assert.notEqual(picture.title, '');
      assert.isAbove(picture.marks.length, 4);
      for (const mark of picture.marks) assert.include([...roles, ...cells], mark.role);
    });
  }
});

import { assert } from 'chai';
import { computingInEveryEngine, foundFiles, leftOut, pageTests } from './test-files.mjs';

const { withPage, computing } = foundFiles();
const topics = Object.values(pageTests);

describe('The list of test files', () => {
  it('names every test of a page, once, and no other', () => {
    const listed = topics.flatMap((topic) => Object.keys(topic));
    assert.deepEqual(
      {
        missing: withPage.filter((file) => !listed.includes(file)),
        gone: listed.filter((file) => !withPage.includes(file)),
        twice: listed.filter((file, at) => listed.indexOf(file) !== at),
      },
      { missing: [], gone: [], twice: [] },
    );
  });

  it('names only tests that there are', () => {
    const gone = (files: readonly string[], listed: object) =>
      Object.keys(listed).filter((file) => !files.includes(file));
    assert.deepEqual(gone(computing, computingInEveryEngine), []);
    for (const listed of Object.values(leftOut)) assert.deepEqual(gone(withPage, listed), []);
  });

  it('leaves out no file in an engine that the gate runs there', () => {
    const everywhere = topics
      .flatMap((topic) => Object.entries(topic))
      .flatMap(([file, [engines]]) => (engines === 'every engine' ? [file] : []));
    for (const listed of Object.values(leftOut)) assert.doesNotHaveAnyKeys(listed, everywhere);
  });

  it('says in a sentence why a file is where it is', () => {
    const reasons = topics.flatMap((topic) => Object.values(topic)).map(([, why]) => why);
    for (const why of [...reasons, ...Object.values(computingInEveryEngine)]) {
      assert.match(why, /^\S.{10,100}\.$/u);
    }
  });
});

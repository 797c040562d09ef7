import path from 'node:path';
import { assert } from 'chai';
import { invocationOf, typed } from '../../cli/a2/invocation.ts';

describe('the command that starts the command line', () => {
  it('in the lab’s folder: by its short path, with slashes', () => {
    assert.equal(invocationOf('/lab/cli/a2.mjs', '/lab', path.posix), 'node cli/a2.mjs');
    const file = String.raw`C:\lab\cli\a2.mjs`;
    assert.equal(invocationOf(file, String.raw`C:\lab`, path.win32), 'node cli/a2.mjs');
    assert.equal(invocationOf(file, String.raw`c:\LAB`, path.win32), 'node cli/a2.mjs');
  });

  it('elsewhere and on another drive: by its full path, in quotes where it has a space', () => {
    const file = String.raw`C:\Users\Zoë Å\lab\cli\a2.mjs`;
    const wanted = 'node "C:/Users/Zoë Å/lab/cli/a2.mjs"';
    for (const folder of [String.raw`C:\Users\Zoë Å\work`, String.raw`D:\work`])
      assert.equal(invocationOf(file, folder, path.win32), wanted);
    assert.equal(invocationOf('/lab/cli/a2.mjs', '/work', path.posix), 'node /lab/cli/a2.mjs');
  });

  it('with quotes around what a shell would split, and around nothing else', () => {
    assert.equal(typed('Ünder_1/a.csv'), 'Ünder_1/a.csv');
    for (const word of ['a b.csv', 'a&b.csv', 'a(1).csv', '$a.csv', ''])
      assert.equal(typed(word), `"${word}"`);
  });
});

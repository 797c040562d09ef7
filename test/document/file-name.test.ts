import { assert } from 'chai';
import fc from 'fast-check';
import { deviceOf, portableFileName, windowsProblem } from '../../src/document/file-name.ts';

describe('names of files that every system takes', () => {
  for (const [name, wanted] of [
    ['aux.json', 'aux_.json'],
    ['CON', 'CON_'],
    ['nul.tar.gz', 'nul_.tar.gz'],
    ['Com1.csv', 'Com1_.csv'],
    ['lpt²', 'lpt²_'],
    ['aux .json', 'aux_ .json'],
    ['mine.', 'mine'],
    ['mine. .', 'mine'],
    ['...', '_'],
    ['aux.', 'aux_'],
  ] as const) {
    it(`${name} becomes ${wanted}`, () => {
      assert.equal(portableFileName(name), wanted);
    });
  }

  it('leaves all others as they are', () => {
    for (const name of ['I1d.json', 'auxiliary.json', 'com10.csv', 'mine-aux.json', 'a.con', '.a'])
      assert.equal(portableFileName(name), name);
  });

  it('of any experiment’s name and ending are no device’s, and stay what they are', () => {
    const stem = fc.oneof(
      fc.constantFrom('aux', 'CON', 'com3', 'prn'),
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
    );
    fc.assert(
      fc.property(stem, fc.constantFrom('', '.json', '.csv', '.'), (name, ending) => {
        const portable = portableFileName(name + ending);
        assert.isNull(deviceOf(portable));
        assert.isNull(windowsProblem(portable));
        assert.equal(portableFileName(portable), portable);
      }),
    );
  });

  it('says why Windows would not take one', () => {
    assert.equal(
      windowsProblem('Aux.json'),
      'Aux is a device name on Windows, whatever its extension',
    );
    assert.include(windowsProblem('mine.'), 'ends with a dot');
    assert.include(windowsProblem('a:b.json'), 'does not allow ":"');
    assert.isNull(windowsProblem('mine.json'));
  });
});

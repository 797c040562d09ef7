import { assert } from 'chai';
import fc from 'fast-check';
import { fileName } from '../../../src/course/handin/file-name.ts';

const named = (name: string, id = '1815') => fileName({ name, id });

/** Names of people as they are written, and what their files are called. */
const people: readonly (readonly [name: string, wanted: string])[] = [
  ['Ada Lovelace', 'Ada_Lovelace_1815'],
  ['John Doe', 'John_Doe_1815'],
  ['  Ada \t Lovelace\n', 'Ada_Lovelace_1815'],
  ['Lovelace, Ada', 'Ada_Lovelace_1815'],
  ['van Rossum, Guido', 'Guido_van_Rossum_1815'],
  ['Ada Augusta King Lovelace', 'Ada_Augusta_King_Lovelace_1815'],
  ['Ludwig van Beethoven', 'Ludwig_van_Beethoven_1815'],
  ['Maria Antonia de la Cruz', 'Maria_Antonia_de_la_Cruz_1815'],
  ['simone DE', 'simone_DE_1815'],
  ['Jean-Luc Picard', 'Jean-Luc_Picard_1815'],
  ['Peter O’Neill', 'Peter_ONeill_1815'],
  ["Conor O'Brien", 'Conor_OBrien_1815'],
  ['Fiona McDonald', 'Fiona_McDonald_1815'],
  ['Émile Durkheim', 'Émile_Durkheim_1815'],
  ['E\u0301mile Durkheim', 'Émile_Durkheim_1815'],
  ['Søren Kierkegård', 'Søren_Kierkegård_1815'],
  ['Jürgen Groß', 'Jürgen_Groß_1815'],
  ['Łukasz Żółć', 'Łukasz_Żółć_1815'],
  ['İnci Yıldız', 'İnci_Yıldız_1815'],
  ['Nguyễn Văn Đức', 'Nguyễn_Văn_Đức_1815'],
  ['Ｔａｋｅｓｈｉ　Ｏｎｏ', 'Takeshi_Ono_1815'],
  ['李 小龙', '李_小龙_1815'],
  ['Ольга Йоханссон', 'Ольга_Йоханссон_1815'],
  ['अदिति शर्मा', 'अदिति_शर्मा_1815'],
  ['Plato', 'Plato_1815'],
  ['Sammy Davis Jr.', 'Sammy_Davis_Jr_1815'],
  ['../../etc/passwd', 'etc_passwd_1815'],
  ['C:\\Windows\\con', 'C_Windows_con_1815'],
  ['', 'Firstname_Lastname_1815'],
  ['🙂 …', 'Firstname_Lastname_1815'],
  ['\u0301', 'Firstname_Lastname_1815'],
];

describe('the name of the student’s files', () => {
  for (const [name, wanted] of people) {
    it(`is ${wanted} for ${JSON.stringify(name)}`, () => {
      assert.equal(named(name), wanted);
    });
  }

  it('takes student numbers as they come', () => {
    assert.equal(named('Ada Lovelace', 'S-12.345/6'), 'Ada_Lovelace_S-12_345_6');
    assert.equal(named('Ada Lovelace', 's12_34'), 'Ada_Lovelace_s12_34');
    assert.equal(named('Ada Lovelace', ' '), 'Ada_Lovelace_stuid');
  });

  it('is a file’s name on every system, whatever is typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('aé\u0301 _-./\\:,ßあ\u0000\u202e🙂\ud800')),
        maxLength: 99,
      }),
    );
    fc.assert(
      fc.property(text, text, (name, id) => {
        const found = fileName({ name, id });
        assert.match(found, /^[\p{L}\p{N}\p{M}_-]+$/u);
        assert.match(found, /^[\p{L}\p{N}]/u);
        assert.notMatch(found, /[-_]$|__|-_|_-/);
        assert.isAtMost(new TextEncoder().encode(found).length, 182);
        assert.isAtLeast(found.split('_').length, 2);
        assert.equal(found, found.normalize('NFC'));
        assert.equal(found, fileName({ name, id }));
      }),
    );
  });

  it('does not depend on how accents are put together or on spaces, and keeps capitals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (name) => {
        assert.equal(named(name), named(`  ${name.replaceAll(' ', '   ')} `));
        assert.equal(named(name).toUpperCase(), named(name.toUpperCase()).toUpperCase());
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('éøÅñçőšžabcABC -')), maxLength: 30 }),
        (name) => {
          assert.equal(named(name.normalize('NFC')), named(name.normalize('NFD')));
        },
      ),
    );
  });

  it('leaves words that are plain already as they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*(_[A-Za-z0-9]+)*$/), (words) => {
        assert.equal(
          fileName({ name: words.slice(0, 100), id: '1' }),
          `${words.slice(0, 100).replace(/[-_]$/, '')}_1`,
        );
      }),
    );
  });
});

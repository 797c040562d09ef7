import { assert } from 'chai';
import fc from 'fast-check';
import { fileName, plainWord } from '../../../src/course/handin/file-name.ts';

const named = (name: string, id = '1815') => fileName({ name, id });

/** Names of people as they are written, and what their files are called. */
const people: readonly (readonly [name: string, wanted: string])[] = [
  ['Ada Lovelace', 'ada_lovelace_1815'],
  ['  Ada \t Lovelace\n', 'ada_lovelace_1815'],
  ['Lovelace, Ada', 'ada_lovelace_1815'],
  ['van Rossum, Guido', 'guido_van-rossum_1815'],
  ['Ada Augusta King Lovelace', 'ada-augusta-king_lovelace_1815'],
  ['Ludwig van Beethoven', 'ludwig_van-beethoven_1815'],
  ['Maria Antonia de la Cruz', 'maria-antonia_de-la-cruz_1815'],
  ['Simone de', 'simone_de_1815'],
  ['Jean-Luc Picard', 'jean-luc_picard_1815'],
  ['Peter O’Neill', 'peter_oneill_1815'],
  ["Conor O'Brien", 'conor_obrien_1815'],
  ['Émile Durkheim', 'emile_durkheim_1815'],
  ['E\u0301mile Durkheim', 'emile_durkheim_1815'],
  ['Søren Kierkegård', 'soren_kierkegard_1815'],
  ['Jürgen Groß', 'jurgen_gross_1815'],
  ['GROẞ', 'gross_1815'],
  ['Łukasz Żółć', 'lukasz_zolc_1815'],
  ['Þórður Æsir', 'thordur_aesir_1815'],
  ['İnci Yıldız', 'inci_yildiz_1815'],
  ['Nguyễn Văn Đức', 'nguyen-van_duc_1815'],
  ['Ｔａｋｅｓｈｉ　Ｏｎｏ', 'takeshi_ono_1815'],
  ['李 小龙', '李_小龙_1815'],
  ['Ольга Йоханссон', 'ольга_йоханссон_1815'],
  ['अदिति शर्मा', 'अदिति_शर्मा_1815'],
  ['Ольга Smith', 'ольга_smith_1815'],
  ['Plato', 'plato_1815'],
  ['Sammy Davis Jr.', 'sammy-davis_jr_1815'],
  ['../../etc/passwd', 'etc-passwd_1815'],
  ['C:\\Windows\\con', 'c-windows-con_1815'],
  ['', 'firstname_lastname_1815'],
  ['🙂 …', 'firstname_lastname_1815'],
  ['\u0301', 'firstname_lastname_1815'],
];

describe('the name of the student’s files', () => {
  for (const [name, wanted] of people) {
    it(`is ${wanted} for ${JSON.stringify(name)}`, () => {
      assert.equal(named(name), wanted);
    });
  }

  it('takes student numbers as they come', () => {
    assert.equal(named('Ada Lovelace', 'S-12.345/6'), 'ada_lovelace_s-12-345-6');
    assert.equal(named('Ada Lovelace', 's12_34'), 'ada_lovelace_s12-34');
    assert.equal(named('Ada Lovelace', ' '), 'ada_lovelace_stuid');
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
        assert.include([1, 2], found.split('_').length - 1);
        assert.equal(found, found.normalize('NFC'));
        assert.equal(found, fileName({ name, id }));
      }),
    );
  });

  it('does not depend on how accents are put together, on case or on spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (name) => {
        assert.equal(named(name), named(name.toUpperCase()));
        assert.equal(named(name), named(`  ${name.replaceAll(' ', '   ')} `));
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('éøÅñçőšžabc -')), maxLength: 30 }),
        (name) => {
          assert.equal(named(name.normalize('NFC')), named(name.normalize('NFD')));
          assert.match(named(name), /^[a-z0-9_-]+$/);
        },
      ),
    );
  });

  it('leaves what is plain already as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/), (word) => {
        assert.equal(plainWord(word), word);
      }),
    );
  });
});

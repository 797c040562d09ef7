/** Where `light-dark()` may stand: only where browsers that do not know it have something else. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { tokens } from '../../../src/ui/styles/tokens.ts';
import { withoutLightDark } from '../../../src/ui/styles/without-light-dark.ts';

/** What is declared in a rule's body. */
const declared = (rule: string): ReadonlyMap<string, string> =>
  new Map(
    [...rule.matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );

describe('the tokens without light-dark()', () => {
  const text = withoutLightDark(tokens.cssText);
  /** The bodies of the rules for light, for the system's dark and for a fixed dark theme. */
  const [light, systemDark, dark] = [...text.matchAll(/\{([^{}]+)\}/g)]
    .map(([, body = '']) => declared(body))
    .filter((rule) => rule.has('--a2-light-share'));

  it('are both colours of every pair', () => {
    const pairs = [...tokens.cssText.matchAll(/(--a2-[\w-]+): [^;]*light-dark/g)];
    assert.isAbove(pairs.length, 25);
    for (const [, name = ''] of pairs) {
      for (const rule of [light, systemDark, dark]) assert.isTrue(rule?.has(name), name);
    }
    assert.equal(light?.size, pairs.length + 1);
    assert.deepEqual(systemDark, dark);
    assert.equal(light?.get('--a2-paper'), '#faf9f6');
    assert.equal(dark?.get('--a2-paper'), '#15171a');
    assert.equal(light?.get('--a2-shadow'), '0 1px 2px rgb(0 0 0 / 6%)');
    assert.equal(dark?.get('--a2-shadow'), '0 1px 2px rgb(0 0 0 / 40%)');
  });

  it('leave no pair, and the system’s own colours where it forces them', () => {
    assert.notInclude(text, 'light-dark');
    assert.match(
      text,
      /@media \(forced-colors: active\) \{[^@]*--a2-paper: Canvas;[^@]*\}\s*\}\s*$/,
    );
  });

  it('are the same from a sheet without spaces, as builds make them', () => {
    const small = tokens.cssText
      .replaceAll(/\/\*[^]*?\*\//g, '')
      .replaceAll(/\s*([{}:;,])\s*/g, '$1')
      .replaceAll(';}', '}');
    const rules = (css: string) =>
      [...withoutLightDark(css).matchAll(/\{([^{}]+)\}/g)]
        .map(([, body = '']) => declared(body.replaceAll(/\s*,\s*/g, ',')))
        .filter((rule) => rule.has('--a2-light-share'));
    assert.deepEqual(rules(small), rules(tokens.cssText));
  });
});

describe('light-dark()', () => {
  it('stands nowhere but in tokens, in the ramp, and in the first paint, which has its own fallback', () => {
    const sources = ['src', 'public'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|css|html|js)$/.test(file))
        .map((file) => path.posix.join(folder, file.split(path.sep).join('/'))),
    );
    const using = sources.filter((file) =>
      /light-dark\((?:#|rgb|\$\{)/.test(readFileSync(file, 'utf8')),
    );
    assert.sameMembers(using, [
      'public/base.css',
      'src/figures/heatmap/colour.ts',
      'src/ui/styles/tokens.ts',
    ]);
    const base = readFileSync('public/base.css', 'utf8');
    const [before = '', after = ''] = base.split('@supports not (color: light-dark(black, white))');
    for (const [, name = '', light = '', dark = ''] of before.matchAll(
      /(--[\w-]+): light-dark\((#\w+), (#\w+)\)/g,
    )) {
      assert.equal(after.split(`${name}: ${light};`).length, 2, name);
      assert.equal(after.split(`${name}: ${dark};`).length, 3, name);
    }
    assert.notInclude(after, 'light-dark');
    assert.notMatch(before, /^\s*(?!--)[\w-]+:.*light-dark/m, 'it stands in properties alone');
  });
});

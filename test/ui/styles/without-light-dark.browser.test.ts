/** Colours as a browser sees them that does not know `light-dark()`. */
import { assert } from 'chai';
import { readTheme } from '../../../src/figures/charts/theme.ts';
import { rampCss } from '../../../src/figures/heatmap/colour.ts';
import { embedStyles } from '../../../src/surfaces/embed/styles.ts';
import { adoptFallback } from '../../../src/ui/styles/adopt.ts';
import { tokens } from '../../../src/ui/styles/tokens.ts';

/** A sheet as such a browser reads it: it knows no function of that name. */
function unknown(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css.replaceAll('light-dark(', 'not-known('));
  return sheet;
}

const names = [...tokens.cssText.matchAll(/(--a2-[\w-]+): light-dark/g)].map(([, name]) => name!);

/** What each token is as a colour on an element; '' where it is none. */
function coloursOf(within: HTMLElement | ShadowRoot): Readonly<Record<string, string>> {
  const probe = document.createElement('i');
  within.append(probe);
  const found = names.map((name) => {
    // What is no colour would inherit this one.
    probe.style.cssText = `--probe: var(${name}); background-color: var(${name})`;
    const colour = getComputedStyle(probe).backgroundColor;
    return [name, colour === 'rgba(0, 0, 0, 0)' ? '' : colour] as const;
  });
  probe.remove();
  return Object.fromEntries(found);
}

/** A host with the lab's tokens in its root, as an embedded experiment has them. */
function host(theme: string, sheets: readonly CSSStyleSheet[]): ShadowRoot {
  const element = document.createElement('div');
  if (theme !== '') element.setAttribute('theme', theme);
  document.body.append(element);
  const root = element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [...sheets];
  return root;
}

const { supports } = CSS;
const itself = document.documentElement;
const scheme = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

describe('a browser without light-dark()', () => {
  let before: CSSStyleSheet[] = [];

  /** What the tokens are where they are known, and a theme is fixed. */
  const known = (theme: 'light' | 'dark') => {
    const root = host(theme, [tokens.styleSheet!, embedStyles.styleSheet!]);
    return { colours: coloursOf(root), theme: readTheme(root) };
  };

  beforeEach(() => {
    before = [...document.adoptedStyleSheets];
    CSS.supports = () => false;
  });

  afterEach(() => {
    CSS.supports = supports;
    document.adoptedStyleSheets = before;
    delete itself.dataset.theme;
    for (const each of document.querySelectorAll('body > div')) each.remove();
  });

  it('has every colour of the page, light and dark, by the system and by the page’s own switch', async () => {
    const wanted = { light: known('light'), dark: known('dark') };
    document.adoptedStyleSheets = [unknown(tokens.cssText)];
    assert.include(Object.values(coloursOf(document.body)), '', 'it knows the function after all');
    await adoptFallback(document);
    assert.deepEqual(coloursOf(document.body), wanted[scheme()].colours);
    for (const theme of ['light', 'dark'] as const) {
      itself.dataset.theme = theme;
      assert.deepEqual(coloursOf(document.body), wanted[theme].colours, theme);
      const place = document.createElement('div');
      document.body.append(place);
      assert.deepEqual(readTheme(place), { ...wanted[theme].theme, font: readTheme(place).font });
    }
  });

  it('has every colour of an embedded experiment, whose theme may be its own', async () => {
    const wanted = { light: known('light').colours, dark: known('dark').colours };
    const sheets = [unknown(tokens.cssText), embedStyles.styleSheet!];
    for (const [theme, shown] of [
      ['', 'light'],
      ['light', 'light'],
      ['dark', 'dark'],
      ['system', scheme()],
    ] as const) {
      const root = host(theme, sheets);
      await adoptFallback(root);
      assert.deepEqual(coloursOf(root), wanted[shown], theme);
    }
  });

  it('gets the sheet once, and others never', async () => {
    await adoptFallback(document);
    const count = document.adoptedStyleSheets.length;
    await adoptFallback(document);
    assert.lengthOf(document.adoptedStyleSheets, count);
    CSS.supports = supports;
    const root = host('', []);
    await adoptFallback(root);
    assert.isEmpty(root.adoptedStyleSheets);
  });

  it('has the ramp of heatmaps, of both themes', async () => {
    await adoptFallback(document);
    for (const theme of ['light', 'dark'] as const) {
      itself.dataset.theme = theme;
      for (const place of [0, 0.4, 1]) {
        const cell = document.createElement('div');
        document.body.append(cell);
        const rgb = (css: string) => {
          cell.style.backgroundColor = '';
          cell.style.backgroundColor = css;
          // Mixed colours are told as color(srgb r g b).
          const numbers = getComputedStyle(cell)
            .backgroundColor.match(/[\d.]+/g)!
            .map(Number);
          const share = getComputedStyle(cell).backgroundColor.startsWith('color(') ? 255 : 1;
          return numbers.slice(0, 3).map((number) => Math.round(number * share));
        };
        itself.style.colorScheme = theme;
        for (const part of ['fill', 'text'] as const) {
          assert.deepEqual(rgb(rampCss(place, false)[part]), rgb(rampCss(place, true)[part]));
        }
        itself.style.colorScheme = '';
      }
    }
  });
});

import { assert } from 'chai';
import { A2App } from '../../../src/surfaces/app/element.ts';
import { galleryCards } from '../../../src/course/gallery/cards.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import {
  assertAccessible,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../../ui/elements/support.ts';

async function open(hash: string): Promise<A2App> {
  location.hash = hash;
  const app = await mount(new A2App(), { lab: fakeLab() });
  await settled(app);
  return app;
}

/** A page's element, once it is fetched and drawn. */
async function pageOf(app: A2App, tag: string): Promise<HTMLElement> {
  await until(`<${tag}> is there`, () => find(app, 'main').querySelector(tag));
  await settled(app);
  return find(app, tag);
}

const links = (within: Element): string[] =>
  findAll<HTMLAnchorElement>(within, 'a').map((link) => link.getAttribute('href') ?? '');

describe('the front door', () => {
  // Pictures are fetched from beside the page.
  const base = document.createElement('base');
  before(() => {
    base.href = '/public/';
    document.head.append(base);
  });
  after(() => {
    base.remove();
    location.hash = '';
  });
  afterEach(() => {
    unmountAll();
  });

  it('says at the bare address what the lab is, and has three doors', async () => {
    const app = await open('');
    const page = await pageOf(app, 'a2-front-page');
    assert.include(textOf(find(page, 'header')), 'a deep-learning laboratory');
    assert.equal(findAll(page, 'h1').length, 1);
    await until('the network is there', () => page.shadowRoot?.querySelector('a2-live[autoplay]'));
    assert.includeMembers(links(page), ['#/assignment', '#/class', '#/playground']);
    assert.equal(document.title, 'A deep-learning lab in a browser tab · a2-lab');
    assert.equal(textOf(find(app, 'nav [aria-current]')), 'Start page');
    await assertAccessible(app, true);
  });

  it('shows examples with pictures of real results', async () => {
    const page = await pageOf(await open(''), 'a2-front-page');
    const gallery = find(page, 'a2-gallery');
    const cards = findAll(gallery, 'li');
    assert.equal(cards.length, galleryCards.length);
    for (const card of cards) {
      card.scrollIntoView();
      await until('its picture is there', () => card.querySelector('svg path, svg rect'));
      assert.match(card.querySelector('a')?.getAttribute('href') ?? '', /^#\/x\/1\./);
    }
    assert.isNotEmpty(find(gallery, 'svg').getAttribute('aria-label'));
  });

  it('opens the pages for a class, of examples and about the lab, each with its title', async () => {
    for (const [address, tag, title] of [
      ['class', 'a2-class-page', 'Set it for a class'],
      ['gallery', 'a2-gallery-page', 'Examples to try'],
      ['about', 'a2-about-page', 'About the lab'],
    ] as const) {
      const app = await open(`#/${address}`);
      const page = await pageOf(app, tag);
      assert.equal(textOf(find(page, 'h1')), title);
      assert.equal(document.title, `${title} · a2-lab`);
      await assertAccessible(app, true);
      unmountAll();
    }
  });

  it('leads from a guessed address to the page that is meant', async () => {
    const app = await open('#/T3');
    await pageOf(app, 'a2-theory-page');
    assert.equal(location.hash, '#/theory/T3');
    assert.match(document.title, /^T3 Networks from equations/);
  });

  it('suggests the nearest pages for an address that is none', async () => {
    const app = await open('#/reprot');
    await shows(() => textOf(find(app, 'a2-notice')), 'Did you mean Your report?');
    assert.deepEqual(links(find(app, 'a2-notice').parentElement!), ['#/report']);
    await assertAccessible(app, true);
  });

  it('scrolls the menu to where one is', async () => {
    const app = await open('#/theory/T6');
    const details = app.shadowRoot?.querySelector<HTMLDetailsElement>('.menu') ?? null;
    const menu = details === null ? find(app, '.side') : find(app, '.menu > nav');
    menu.style.maxBlockSize = '12rem';
    location.hash = '#/about';
    await until('the page is open', () => document.title.startsWith('About the lab'));
    if (details !== null) details.open = true;
    await until('the menu shows the open page', () => {
      const link = menu.querySelector('[aria-current]');
      if (link === null || textOf(link) !== 'About the lab') return false;
      const { top, bottom } = link.getBoundingClientRect();
      const room = menu.getBoundingClientRect();
      return top >= room.top && bottom <= room.bottom;
    });
    assert.isAbove(menu.scrollTop, 0);
  });
});

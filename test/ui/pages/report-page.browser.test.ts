import { assert } from 'chai';
import { A2ReportPage } from '../../../src/course/pages/report-page/element.ts';
import type { A2ReportPreview } from '../../../src/course/pages/report-page/preview.ts';
import { reportBody } from '../../../src/course/handin/report.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import { RunRecorder } from '../../../src/lab/kept/recorder.ts';
import { keptTexts } from '../../../src/store/kept-texts.ts';
import type { Store } from '../../../src/store/store.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { finished, planned } from '../../lab/fixture/made.ts';
import { closeAll, openStore } from '../../store/support.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { done } from '../../lab/fixture/states.ts';

async function keep(store: Store, name: string): Promise<void> {
  const { experiment, trials } = planned(name);
  const keeper = RunRecorder.begin({
    store,
    experiment,
    trials: trials.map(waitingTrial),
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });
  const trained = finished(name);
  await keeper.end({ ...idleState([]), status: 'done', trials: trained, secondsElapsed: 2 });
}

/** Nothing can be downloaded, so that no data are looked at. */
const away = { available: false, bytes: 1, cached: false };

async function open(lab: Lab): Promise<A2ReportPage> {
  const page = await mount(new A2ReportPage(), { lab, sessions: new SessionStore(lab) });
  await shows(() => textOf(find(page, 'article')), 'Print or save as PDF');
  await written(page);
  return page;
}

/** Until the report stands there in full, with this text in it. */
const written = async (page: A2ReportPage, text = ''): Promise<void> => {
  // Until the page has passed a change on, the report that stood there is complete.
  await settled(page);
  await until(
    `the report is written and has "${text}"`,
    () => page.preview?.complete === true && reportOf(page).includes(text),
    () => `${page.preview?.complete === true ? '' : 'not all of '}${reportOf(page)}`,
  );
  await settled(page);
};

const reportOf = (page: A2ReportPage): string =>
  textOf(find(find(page, 'a2-report-preview'), '.report'));

/** What stands there is what the writer writes, but for what makes it reachable by keys. */
function assertSame(preview: A2ReportPreview): void {
  const shown = find(preview, '.report').cloneNode(true) as HTMLElement;
  for (const each of shown.querySelectorAll('[tabindex]')) {
    for (const name of ['tabindex', 'role', 'aria-label']) each.removeAttribute(name);
  }
  // Some browsers leave an empty one where a style was set and removed.
  for (const each of shown.querySelectorAll('[style=""]')) each.removeAttribute('style');
  const template = document.createElement('template');
  template.innerHTML = reportBody(preview.handIn!);
  const wanted = template.content.firstElementChild!;
  // Between the parts stand line breaks.
  for (const node of [...wanted.childNodes]) if (node instanceof Text) node.remove();
  const [is, should] = [shown.innerHTML, wanted.innerHTML];
  let at = 0;
  while (at < is.length && is[at] === should[at]) at += 1;
  // What is compared is told: not the whole report, which has a million signs.
  assert.equal(is.slice(at, at + 200), should.slice(at, at + 200), `from sign ${at} on`);
}

describe('<a2-report-page>', () => {
  beforeEach(() => localStorage.removeItem('a2-student'));

  afterEach(async () => {
    unmountAll();
    localStorage.removeItem('a2-student');
    await keptTexts.write('hand-in', null);
    await closeAll();
  });

  it('lists what is missing, shows the rest, and is accessible', async () => {
    const page = await open(fakeLab(away, openStore()));
    const missing = textOf(find(page, '.missing'));
    for (const name of ['I1c', 'I1d', 'I1f', 'I2c', 'I2d']) {
      assert.include(missing, `Experiment ${name} has not been run.`);
      assert.isFalse(button(page, `Run ${name}`).disabled);
    }
    assert.include(missing, 'Your name is empty.');
    assert.include(reportOf(page), '0.6681878');
    await assertAccessible(page, true);
  });

  it('keeps who hands in, and puts it on the title and into the file’s name', async () => {
    const page = await open(fakeLab(away, openStore()));
    const [name] = findAll<HTMLInputElement>(page, '.fields input');
    name!.value = 'Zoë van <b>Dam</b>';
    name!.dispatchEvent(new Event('input'));
    await written(page);
    assert.include(reportOf(page), 'Zoë van <b>Dam</b>');
    const title = document.title;
    dispatchEvent(new Event('beforeprint'));
    assert.match(document.title, /^Zoë_van_b_Dam_b_stuid/);
    dispatchEvent(new Event('afterprint'));
    assert.equal(document.title, title);
    page.remove();
    const again = await open(fakeLab(away, openStore()));
    assert.equal(findAll<HTMLInputElement>(again, '.fields input')[0]?.value, 'Zoë van <b>Dam</b>');
  });

  it('takes the kept runs, and what a run adds while the page is open', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    const lab = fakeLab(away, store);
    const page = await open(lab);
    assert.notInclude(textOf(find(page, '.missing')), 'Experiment I1d');
    assert.lengthOf(findAll(page, 'select'), 1);
    assert.include(reportOf(page), 'Results of I1d');
    button(page, 'Run I1f').click();
    await shows(() => String(lab.runs.length), '1');
    const [run] = lab.runs;
    run!.end(done(run!.plans));
    await shows(() => String(findAll(page, 'select').length), '2');
    await written(page, 'Results of I1f');
    assert.include(reportOf(page), 'Results of I1d');
  });

  it('puts the whole report up piece by piece, and again only what has changed', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    const page = await open(fakeLab(away, store));
    const preview = page.preview!;
    assertSame(preview);
    const sections = () => [...find(preview, '.report').children];
    const before = sections();
    const [name] = findAll<HTMLInputElement>(page, '.fields input');
    name!.value = 'Ada Lovelace';
    name!.dispatchEvent(new Event('input'));
    await written(page, 'Ada Lovelace');
    assertSame(preview);
    assert.deepEqual(
      sections().filter((section) => !before.includes(section)),
      sections().slice(0, 2),
      'the title and the contents alone are new',
    );
    findAll<HTMLInputElement>(page, 'fieldset input')[0]!.click();
    await written(page);
    assertSame(preview);
  });

  it('leaves out what is unticked', async () => {
    const page = await open(fakeLab(away, openStore()));
    const box = findAll<HTMLInputElement>(page, 'fieldset input')[0]!;
    box.click();
    await written(page);
    assert.notInclude(reportOf(page), 'T1 · Parameters');
    assert.include(reportOf(page), 'T2 · Updates');
  });

  it('follows its own links within the report', async () => {
    const page = await open(fakeLab(away, openStore()));
    const preview = find(page, 'a2-report-preview');
    const { hash } = location;
    find<HTMLAnchorElement>(preview, 'a[href="#t6"]').click();
    assert.equal(location.hash, hash);
    assert.equal(preview.shadowRoot?.activeElement?.id, 't6');
  });
});

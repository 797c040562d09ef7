import { assert } from 'chai';
import { A2ResultsPage } from '../../../src/ui/pages/results-page/element.ts';
import { A2Passport } from '../../../src/ui/pages/passport/element.ts';
import { loadRun } from '../../../src/lab/kept/load-run.ts';
import { documentOf } from '../../../src/store/exchange.ts';
import { RunRecorder } from '../../../src/lab/kept/recorder.ts';
import type { Store } from '../../../src/store/store.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  press,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { finished, planned } from '../../lab/fixture/made.ts';
import { closeAll, openStore } from '../../store/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { idleState } from '../../../src/lab/session/merge.ts';

/** A kept run with all of its trials, or the first few; its id. */
async function keep(store: Store, name: string, count = 99): Promise<string> {
  const { experiment, trials } = planned(name);
  const keeper = RunRecorder.begin({
    store,
    experiment,
    trials: trials.map(waitingTrial),
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });
  const done = finished(name).slice(0, count);
  await keeper.end({ ...idleState([]), status: 'done', trials: done, secondsElapsed: 2 });
  return keeper.runId;
}

async function open(store: Store | null): Promise<A2ResultsPage> {
  const page = await mount(new A2ResultsPage(), { lab: fakeLab(undefined, store) });
  await shows(() => textOf(find(page, 'article')), store === null ? 'store anything' : 'Import');
  return page;
}

const list = (page: A2ResultsPage): HTMLElement => find(page, 'a2-run-list');

describe('<a2-results-page>', () => {
  afterEach(async () => {
    unmountAll();
    await closeAll();
  });

  it('says what will be here, and where nothing can be kept', async () => {
    const empty = await open(openStore());
    await shows(() => textOf(find(empty, 'article')), 'No runs yet');
    assert.isTrue(button(empty, 'Compare').disabled);
    await assertAccessible(empty);
    const none = await open(null);
    await assertAccessible(none);
  });

  it('lists runs with their state, renames and deletes them, and puts them back', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    await keep(store, 'I2c', 0);
    const page = await open(store);
    await shows(() => textOf(find(page, 'article')), 'Export all');
    await shows(() => findAll(list(page), 'li').map(textOf).join(), '0 of 1');
    assert.match(findAll(list(page), 'li').map(textOf).join(), /best test accuracy \d+\.\d %/);
    await assertAccessible(page);

    button(list(page), 'Rename Four').click();
    await shows(() => String(findAll(list(page), 'input.name').length), '1');
    const field = find<HTMLInputElement>(list(page), 'input.name');
    field.value = 'the first';
    press(field, 'Enter');
    await shows(() => textOf(find(list(page), 'ul')), 'the first');
    button(list(page), 'Delete the first').click();
    await shows(() => textOf(find(page, '.notices')), 'Deleted “the first”');
    assert.lengthOf(await store.runs(), 1);
    await assertAccessible(page);
    button(page, 'Undo').click();
    await shows(() => textOf(find(list(page), 'ul')), 'the first');
  });

  it('imports a document in UTF-16, as PowerShell writes it with ">"', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    const [run] = await store.runs();
    const document = await documentOf(run!, (await loadRun(store, run!))!.state);
    const text = `\ufeff${JSON.stringify(document, null, 1).replaceAll('\n', '\r\n')}`;
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    const page = await open(store);
    const files = new DataTransfer();
    files.items.add(new File([units], 'results.json'));
    const field = find<HTMLInputElement>(page, 'input[type=file]');
    field.files = files.files;
    field.dispatchEvent(new Event('change'));
    await shows(() => textOf(find(page, '.notices')), '1 run imported from results.json.');
    assert.lengthOf(await store.runs(), 2);
  });

  it('compares runs of two tasks in two parts', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    await keep(store, 'I2c');
    const page = await open(store);
    await shows(() => String(findAll(list(page), 'input').length), '2');
    for (const box of findAll<HTMLInputElement>(list(page), 'input')) box.click();
    await shows(() => textOf(find(page, '.tools')), '2 selected');
    button(page, 'Compare').click();
    await shows(() => String(findAll(page, 'a2-run-compare').length), '1');
    const compare = find(page, 'a2-run-compare');
    await shows(() => String(findAll(compare, 'table').length), '2');
    assert.match(textOf(findAll(compare, 'table')[1]!), /A · uniform ±0.01|B · uniform ±0.01/);
    await assertAccessible(page);
  });
});

describe('<a2-passport>', () => {
  afterEach(async () => {
    unmountAll();
    await closeAll();
  });

  it('retrains and says what differs, changing nothing that is kept', async () => {
    const store = openStore();
    const lab = fakeLab(undefined, store);
    const runId = await keep(store, 'I1d');
    const passport = await mount(new A2Passport(), { lab, runId });
    await shows(() => textOf(passport.renderRoot.firstElementChild!), 'All losses');
    await assertAccessible(passport);
    button(passport, 'Verify all').click();
    await shows(() => textOf(find(passport, 'table')), 'retraining');
    const run = lab.runs[0]!;
    const again = finished();
    const [first, second, third] = again;
    run.end({
      ...idleState([]),
      status: 'done',
      trials: [
        first!,
        {
          ...second!,
          batchLosses: second!.batchLosses.map((loss, at) => (at < 16 ? loss : loss + 1)),
        },
        { ...third!, status: 'failed', error: { code: 'worker-crashed', message: 'it ended' } },
        { ...again[3]!, status: 'cancelled' },
      ],
    });
    await shows(() => textOf(find(passport, 'table')), 'Cancelled.');
    const rows = findAll(passport, 'tbody tr').map(textOf);
    assert.match(rows[0]!, /equal, bit for bit \(2,365 numbers\)/);
    assert.match(rows[1]!, /differs first at step 17\. This engine gives equal bits everywhere/);
    assert.match(rows[2]!, /It ended\./);
    await assertAccessible(passport);
    const kept = await store.run(runId);
    assert.isTrue(kept?.trials.every(({ key, status }) => key !== null && status === 'done'));
  });

  it('says when the run is gone', async () => {
    const lab = fakeLab(undefined, openStore());
    const passport = await mount(new A2Passport(), { lab, runId: 'nothing' });
    await shows(() => textOf(passport.renderRoot.firstElementChild!), 'no longer kept');
  });
});

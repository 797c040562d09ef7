import { assert } from 'chai';
import { A2Passport } from '../../../src/ui/pages/passport/element.ts';
import { loadRun } from '../../../src/lab/kept/load-run.ts';
import { documentOf } from '../../../src/store/exchange.ts';
import { RunRecorder } from '../../../src/lab/kept/recorder.ts';
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
import { keep, list, open } from './results-support.ts';
import { finished, planned } from '../../lab/fixture/made.ts';
import { documentFile } from '../../../src/formats/results/write.ts';
import { textOf as textOfFile } from '../../formats/results/plain.ts';
import { closeAll, newName, openStore } from '../../store/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { idleState } from '../../../src/lab/session/merge.ts';

describe('<a2-results-page>', () => {
  afterEach(async () => {
    sessionStorage.removeItem('a2-runs-view');
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

  it('says of a run without an end whether a tab trains it, or it was interrupted', async () => {
    const name = newName();
    const [store, other] = [openStore(name), openStore(name)];
    const { experiment, trials } = planned('I1d');
    const recorder = RunRecorder.begin({
      store: other,
      experiment,
      trials: trials.map(waitingTrial),
      machine: { engine: 'auto', deterministic: true },
      userAgent: 'a browser',
      checksum: () => Promise.resolve('unknown'),
    });
    await recorder.settled();
    const page = await open(store);
    await shows(() => textOf(find(page, 'article')), 'Export all');
    await shows(() => findAll(list(page), 'li').map(textOf).join(), 'training now');
    await other.close();
    await shows(() => findAll(list(page), 'li').map(textOf).join(), 'interrupted');
    await assertAccessible(page);
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

  it('keeps all of a run where that is wanted, and says how much is kept of each kind', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    const page = await open(store);
    await shows(() => textOf(find(page, 'article')), 'of batch losses');
    const pinned = async () => (await store.runs())[0]?.pinned === true;
    button(list(page), 'Keep all of').click();
    await shows(() => find(list(page), '[aria-pressed]').ariaPressed ?? '', 'true');
    assert.isTrue(await pinned());
    await assertAccessible(page);
    button(list(page), 'Keep all of').click();
    await shows(() => find(list(page), '[aria-pressed]').ariaPressed ?? '', 'false');
    assert.isFalse(await pinned());
  });

  it('imports a document in UTF-16, as PowerShell writes it with ">"', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    const [run] = await store.runs();
    const loaded = (await loadRun(store, run!))!;
    const document = await documentOf(loaded.run, loaded.state);
    const text = `\ufeff${(await textOfFile(documentFile(document))).replaceAll('\n', '\r\n')}`;
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

  it('says how far an import is, and stores nothing of one that is cancelled', async () => {
    const store = openStore();
    await keep(store, 'I1d');
    const [listed] = await store.runs();
    const run = await store.run(listed!.id);
    const document = await documentOf(run!, (await loadRun(store, run!))!.state);
    // Spaces, so that reading takes a while.
    const parts = [' '.repeat(50_000_000), await textOfFile(documentFile(document))];
    const page = await open(store);
    const importing = async () => {
      const files = new DataTransfer();
      files.items.add(new File(parts, 'results.json'));
      const field = find<HTMLInputElement>(page, 'input[type=file]');
      field.files = files.files;
      field.dispatchEvent(new Event('change'));
      await shows(() => textOf(find(page, '.tools')), 'Importing results.json: ');
    };
    await importing();
    await assertAccessible(page);
    button(page, 'Cancel').click();
    await shows(() => textOf(find(page, '.notices')), 'Importing was cancelled.');
    assert.lengthOf(await store.runs(), 1);
    await importing();
    await shows(() => textOf(find(page, '.notices')), '1 run imported from results.json.');
    assert.lengthOf(await store.runs(), 2);
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

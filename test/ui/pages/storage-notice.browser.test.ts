/** That a browser may delete what the lab keeps is said once, with what helps. */
import { assert } from 'chai';
import { html, render as draw } from 'lit';
import type { InstallState } from '../../../src/offline/install.ts';
import { persistQuietly } from '../../../src/offline/storage.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { A2StorageNotice } from '../../../src/ui/pages/storage-view/element.ts';
import { render } from '../../../src/ui/pages/storage-view/view.ts';
import { views } from '../../../src/ui/pages/views.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  assertAccessible,
  button,
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
import { running } from '../../lab/fixture/states.ts';

const key = 'a2-storage-told';

/** What a browser says of storage: whether it is kept, and what a page that asks is answered. */
interface Says {
  readonly persisted?: boolean;
  readonly answer?: boolean;
  /** The state of its permission; null where it knows none of that name. */
  readonly permission?: PermissionState | null;
}

/** How often the browser was asked to keep the data. */
let asked = 0;

function browser({ persisted = false, answer = false, permission = 'prompt' }: Says): void {
  asked = 0;
  const storage = {
    persisted: () => Promise.resolve(persisted),
    persist: () => {
      asked++;
      return Promise.resolve(answer);
    },
  };
  const query = () =>
    permission === null
      ? Promise.reject(new TypeError('no such permission'))
      : Promise.resolve({ state: permission });
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
  Object.defineProperty(navigator, 'permissions', { value: { query }, configurable: true });
}

/** Whether it is an app, which changes when its button is pressed. */
function installation(state: InstallState) {
  const listeners = new Set<() => void>();
  const own = {
    state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: () => {
      own.state = 'installed';
      for (const listener of listeners) listener();
      return Promise.resolve();
    },
  };
  return own;
}

interface Opened {
  readonly lab: Lab;
  readonly session: ExperimentSession;
  readonly store: Store;
}

/** A session whose run is kept, all trials finished unless told otherwise. */
async function keptRun(install: InstallState = 'not offered', count = Infinity): Promise<Opened> {
  const store = openStore();
  const fake = fakeLab(undefined, store);
  const lab = { ...fake, installation: installation(install) };
  const { experiment, trials } = planned();
  const session = new ExperimentSession(experiment, trials, lab);
  const ended = session.start();
  const run = await until('the run begins', () => fake.runs[0]);
  const status = count === Infinity ? 'done' : 'cancelled';
  const results = count === Infinity ? finished() : run.state.trials;
  run.end({ ...running([]), status, trials: results, workers: 0, secondsElapsed: 3 });
  await ended;
  return { lab, session, store };
}

const notice = async ({ lab, session }: Opened): Promise<A2StorageNotice> => {
  const element = await mount(new A2StorageNotice(), { lab, runId: session.storedId });
  // It asks the browser before it says anything.
  await until('the browser has answered', async () => {
    await settled(element);
    return Reflect.get(element, 'persistence') !== null;
  });
  await settled(element);
  return element;
};

const buttons = (element: A2StorageNotice) => findAll(element, 'button').map(textOf);

// oxlint-disable-next-line typescript/unbound-method -- put back as it was
const click = HTMLAnchorElement.prototype.click;

describe('<a2-storage-notice>', () => {
  beforeEach(() => {
    localStorage.removeItem(key);
    browser({});
  });

  afterEach(async () => {
    HTMLAnchorElement.prototype.click = click;
    for (const name of ['storage', 'permissions']) Reflect.deleteProperty(navigator, name);
    localStorage.removeItem(key);
    unmountAll();
    await closeAll();
  });

  it('says that the browser may delete the run, and remembers that it did', async () => {
    const element = await notice(await keptRun());
    assert.match(
      textOf(element.shadowRoot!.querySelector('a2-notice')!),
      /Safari after seven days/,
    );
    assert.include(textOf(element.shadowRoot!.querySelector('a2-notice')!), 'Add to Home Screen');
    assert.deepEqual(buttons(element), [
      'Export this run',
      'Ask the browser to keep it',
      'Dismiss',
    ]);
    assert.equal(localStorage.getItem(key), '1');
    await assertAccessible(element);
    button(element, 'Dismiss').click();
    await settled(element);
    assert.isEmpty(buttons(element));
  });

  it('exports the run', async () => {
    const files: { name: string; text: Promise<string> }[] = [];
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      files.push({ name: this.download, text: fetch(this.href).then((file) => file.text()) });
    };
    const element = await notice(await keptRun());
    button(element, 'Export this run').click();
    await shows(() => textOf(element.shadowRoot!.querySelector('.said')!), 'Exported.');
    assert.equal(files[0]?.name, 'I1d-results.json');
    assert.include(await files[0]!.text, '"trials"');
  });

  it('says why a run cannot be exported', async () => {
    const opened = await keptRun();
    const element = await notice(opened);
    await opened.store.delete([opened.session.storedId!]);
    button(element, 'Export this run').click();
    await shows(() => textOf(element.shadowRoot!.querySelector('.said')!), 'no longer kept');
  });

  it('installs the lab where the browser offers it, and then has nothing to say', async () => {
    const element = await notice(await keptRun('offered'));
    button(element, 'Install the lab').click();
    await until('it is gone', async () => {
      await settled(element);
      return buttons(element).length === 0;
    });
  });

  it('asks the browser by a button, and says what it answered', async () => {
    browser({ answer: false });
    const refused = await notice(await keptRun());
    assert.equal(asked, 0, 'a question may come up, which nobody has asked for yet');
    button(refused, 'Ask the browser to keep it').click();
    await shows(() => textOf(refused.shadowRoot!.querySelector('.said')!), 'did not agree');
    assert.notInclude(buttons(refused), 'Ask the browser to keep it');

    browser({ answer: true });
    const granted = await notice(await keptRun());
    button(granted, 'Ask the browser to keep it').click();
    await shows(() => textOf(granted.shadowRoot!.querySelector('.said')!), 'until you delete it');
    assert.notInclude(textOf(granted.shadowRoot!.querySelector('a2-notice')!), 'Safari');
  });

  it('says nothing where the data is safe, and nothing of having said it', async () => {
    for (const [says, install] of [
      [{ persisted: true }, 'not offered'],
      [{ permission: null, answer: true }, 'not offered'],
      [{}, 'installed'],
    ] as const) {
      browser(says);
      assert.isEmpty(buttons(await notice(await keptRun(install))));
      assert.isNull(localStorage.getItem(key));
    }
  });

  it('appears where a run of this browser was kept, on the first page that has one', async () => {
    const view = views.find(({ id }) => id === 'storage')!;
    const [first, second] = [await keptRun(), await keptRun()];
    assert.isTrue(view.applies(first.session));
    assert.isFalse(view.applies((await keptRun('not offered', 0)).session), 'nothing was finished');
    const { experiment, trials } = planned();
    assert.isFalse(
      view.applies(new ExperimentSession(experiment, trials, first.lab)),
      'no run yet',
    );
    const place = document.createElement('div');
    const count = ({ session, lab }: Opened) => {
      draw(html`${render(session, lab)}`, place);
      return place.querySelectorAll('a2-storage-notice').length;
    };
    assert.deepEqual([count(first), count(second), count(first)], [1, 0, 1]);
    draw(html``, place);
  });
});

describe('asking to keep the data without asking a person', () => {
  afterEach(() => {
    for (const name of ['storage', 'permissions']) Reflect.deleteProperty(navigator, name);
  });

  it('happens only where no question can come up', async () => {
    for (const [says, outcome, times] of [
      [{ persisted: true }, 'granted', 0],
      [{ permission: 'prompt', answer: true }, 'may be asked', 0],
      [{ permission: 'denied', answer: true }, 'refused', 0],
      [{ permission: 'granted', answer: true }, 'granted', 1],
      [{ permission: null, answer: true }, 'granted', 1],
      [{ permission: null, answer: false }, 'refused', 1],
    ] as const) {
      browser(says);
      assert.equal(await persistQuietly(), outcome, JSON.stringify(says));
      assert.equal(asked, times, JSON.stringify(says));
    }
  });

  it('ends in a browser that knows no such promise', async () => {
    Object.defineProperty(navigator, 'storage', { value: undefined, configurable: true });
    assert.equal(await persistQuietly(), 'refused');
  });
});

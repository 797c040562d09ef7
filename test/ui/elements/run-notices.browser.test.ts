/** The notification at the end of a long run: offered, asked for by a press, and shown where nobody looks. */
import { assert } from 'chai';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../../src/ui/elements/define.ts';
import { RunNotices } from '../../../src/ui/elements/run-notice/notices.ts';
import { runNoticeOffer } from '../../../src/ui/elements/run-notice/offer.ts';
import { base, buttons } from '../../../src/ui/styles/shared.ts';
import type { RunState } from '../../../src/lab/state.ts';
import { done, running } from '../../lab/fixture/states.ts';
import { until } from '../../support/until.ts';
import {
  assertAccessible,
  button,
  findAll,
  mount,
  preset,
  settled,
  shows,
  textOf,
  unmountAll,
} from './support.ts';

/** As the browser's own, and it remembers what was shown. */
class FakeNotification extends EventTarget {
  static permission: NotificationPermission = 'default';
  static answer: NotificationPermission = 'granted';
  static shown: { readonly title: string; readonly body: string }[] = [];
  static isMobile = false;

  static requestPermission(): Promise<NotificationPermission> {
    this.permission = this.answer;
    return Promise.resolve(this.permission);
  }

  constructor(title: string, { body = '' }: NotificationOptions = {}) {
    super();
    if (FakeNotification.isMobile) throw new TypeError('Illegal constructor');
    FakeNotification.shown.push({ title, body });
  }

  readonly close = (): void => undefined;
}

class Offer extends LitElement {
  static override styles = [base, buttons];

  static override properties = { notices: { attribute: false } };
  declare notices: RunNotices | null;

  constructor() {
    super();
    this.notices = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.notices === null ? nothing : html`${runNoticeOffer(this.notices)}`;
  }
}
define('a2-test-notice-offer', Offer);

const saidBy = (offer: Offer): string => findAll(offer, 'a2-notice').map(textOf).join();

function fakeSession(name: string) {
  const { experiment, trials } = preset(name);
  const listeners = new Set<() => void>();
  let state: RunState = running(trials);
  return {
    original: experiment,
    shown: experiment,
    get active() {
      return state.status === 'running';
    },
    get state() {
      return state;
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end(next: RunState = done(trials)) {
      state = next;
      for (const each of listeners) each();
    },
  };
}

describe('the notification at the end of a long run', () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'Notification');
  let hidden = true;

  beforeEach(() => {
    Object.assign(FakeNotification, {
      permission: 'default',
      answer: 'granted',
      shown: [],
      isMobile: false,
    });
    Object.defineProperty(globalThis, 'Notification', {
      configurable: true,
      value: FakeNotification,
    });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    hidden = true;
    localStorage.removeItem('a2-notify');
  });
  afterEach(() => {
    if (real !== undefined) Object.defineProperty(globalThis, 'Notification', real);
    Reflect.deleteProperty(document, 'hidden');
    localStorage.removeItem('a2-notify');
    unmountAll();
  });

  const offerOf = (notices: RunNotices) => mount(new Offer(), { notices });

  it('is offered while a long run goes on, asked for by a press, and turned off again', async () => {
    const notices = new RunNotices(0);
    const offer = await offerOf(notices);
    notices.subscribe(() => offer.requestUpdate());
    assert.equal(saidBy(offer), '');
    notices.follow(fakeSession('I1d'));
    offer.requestUpdate();
    await settled(offer);
    await assertAccessible(offer);
    button(offer, 'Notify me when it ends').click();
    await shows(() => saidBy(offer), 'You will be notified when this ends');
    assert.equal(localStorage.getItem('a2-notify'), 'yes');
    await assertAccessible(offer);
    button(offer, 'Do not notify me').click();
    await until('it is offered again', () => saidBy(offer).includes('Notify me when it ends'));
    assert.isNull(localStorage.getItem('a2-notify'));
  });

  it('is not offered for a short run, after “Not now”, or where there is none', async () => {
    const short = new RunNotices(1e9);
    short.follow(fakeSession('I1d'));
    assert.equal(saidBy(await offerOf(short)), '');
    const notices = new RunNotices(0);
    notices.follow(fakeSession('I1d'));
    const offer = await offerOf(notices);
    notices.subscribe(() => offer.requestUpdate());
    button(offer, 'Not now').click();
    await until('it is gone', () => saidBy(offer) === '');
    const other = new RunNotices(0);
    other.follow(fakeSession('I1d'));
    Reflect.deleteProperty(globalThis, 'Notification');
    assert.equal(saidBy(await offerOf(other)), '');
  });

  it('says the way out where the browser blocks it', async () => {
    FakeNotification.answer = 'denied';
    const notices = new RunNotices(0);
    notices.follow(fakeSession('I1d'));
    const offer = await offerOf(notices);
    notices.subscribe(() => offer.requestUpdate());
    button(offer, 'Notify me when it ends').click();
    await shows(() => saidBy(offer), 'Allow them in its settings for this site');
    await assertAccessible(offer);
  });

  const asked = async (): Promise<RunNotices> => {
    const notices = new RunNotices(0);
    await notices.turnOn();
    return notices;
  };

  it('says what ended and what came out, once, when all has ended', async () => {
    const notices = await asked();
    const [first, second] = [fakeSession('I1d'), fakeSession('I1f')];
    notices.follow(first);
    first.end();
    await until('it is shown', () => FakeNotification.shown.length === 1);
    const [{ title, body } = { title: '', body: '' }] = FakeNotification.shown;
    assert.equal(title, `I1d: ${first.original.title}`);
    assert.match(body, /^4 of 4\strials finished, best test accuracy \d\d\.\d\s?%, with Xavier$/);
    const [third, fourth] = [fakeSession('I1c'), second];
    notices.follow(third);
    notices.follow(fourth);
    third.end();
    fourth.end();
    await until('it is shown', () => FakeNotification.shown.length === 2);
    assert.match(FakeNotification.shown[1]?.title ?? '', /^2\sexperiments ended$/);
    assert.match(
      FakeNotification.shown[1]?.body ?? '',
      /^I1c: .+\nI1f: 3 of 3\strials finished, best/,
    );
  });

  it('is not shown to somebody who sees the page, and not for a short run', async () => {
    const notices = await asked();
    let ended = 0;
    notices.subscribe(() => (ended += 1));
    hidden = false;
    const seen = fakeSession('I1d');
    notices.follow(seen);
    seen.end();
    await until('it has ended', () => ended === 1);
    hidden = true;
    const short = new RunNotices(1e9);
    short.subscribe(() => (ended += 1));
    const quick = fakeSession('I1d');
    short.follow(quick);
    quick.end();
    await until('it has ended', () => ended === 2);
    assert.isEmpty(FakeNotification.shown);
  });

  it('throws nothing where only a service worker may show it', async () => {
    FakeNotification.isMobile = true;
    const notices = await asked();
    let ended = false;
    notices.subscribe(() => (ended = true));
    const session = fakeSession('I1d');
    notices.follow(session);
    session.end();
    await until('it has ended', () => ended);
    assert.isFalse(notices.isLong);
  });
});

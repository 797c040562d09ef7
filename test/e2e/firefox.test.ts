/** The built lab in Firefox. */
import { assert } from 'chai';
import { serve } from '../../cli/serve.mjs';
import { addressOf, press, says, shortened } from './journey.ts';
import { describeJourneys, describeWithoutNetwork } from './journeys.ts';
import { Profile, Tab } from './tabs.ts';

describeJourneys('firefox');
describeWithoutNetwork('firefox');

describe('the built lab in Firefox that blocks all cookies, and with them all storage', () => {
  const profile = new Profile();
  let server: { url: string; close: () => Promise<void> };
  let tab: Tab;

  before(async () => {
    server = await serve({ port: 0 });
    tab = await Tab.open('firefox', profile, { 'network.cookie.cookieBehavior': 2 });
  });
  after(async () => {
    await tab.close();
    await server.close();
    profile.remove();
  });

  it('opens, trains from memory, and says that nothing is kept', async () => {
    await tab.goto(await addressOf(server.url, shortened([433, 1])));
    await says(tab, 'a2-run-bar', /Run .*trial/);
    // What it is about: these throw here.
    const refused = await tab.evaluate(() => {
      try {
        new BroadcastChannel('x').close();
        return '';
      } catch (error) {
        return (error as DOMException).name;
      }
    });
    assert.equal(refused, 'SecurityError');
    await press(tab, 'Run');
    await says(tab, 'a2-run-bar', /2\strials done in/);
    await says(tab, 'a2-experiment-page', /could not be kept|store anything/);
    await tab.goto(`${server.url}/#/results`);
    await says(tab, 'a2-results-page', /could not be|keeps nothing|store anything/);
    await tab.goto(`${server.url}/#/device`);
    await says(tab, 'a2-device-page', /keeps no|does not keep|not kept|Not kept/);
  });
});

/** The page of runs and results with runs that are kept. */
import { A2ResultsPage } from '../../../src/ui/pages/results-page/element.ts';
import { RunRecorder } from '../../../src/lab/kept/recorder.ts';
import type { Store } from '../../../src/store/store.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { finished, planned } from '../../lab/fixture/made.ts';
import { until } from '../../support/until.ts';
import { find, mount, shows, textOf } from '../elements/support.ts';

/** A kept run with all of its trials, or the first few; its id. */
export async function keep(store: Store, name: string, count = 99): Promise<string> {
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

export async function open(store: Store | null): Promise<A2ResultsPage> {
  const page = await mount(new A2ResultsPage(), { lab: fakeLab(undefined, store) });
  await shows(() => textOf(find(page, 'article')), store === null ? 'store anything' : 'Import');
  await until('the runs are read', () => !textOf(find(page, 'article')).includes('Reading …'));
  return page;
}

export const list = (page: A2ResultsPage): HTMLElement => find(page, 'a2-run-list');

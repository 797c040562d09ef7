/** The live network in tests: mounted, with its worker, its picture and its controls at hand. */
import { A2Live } from '../../../../src/ui/elements/live/element.ts';
import { until } from '../../../support/until.ts';
import { find, mount, textOf } from '../support.ts';

export const nowText = (live: A2Live): string => textOf(find(live, '.now'));

export const stepOf = (live: A2Live): number => Number(/step (\d+)/.exec(nowText(live))?.[1] ?? -1);

export const isPlaying = (live: A2Live): boolean => textOf(find(live, '.bar .primary')) === 'Pause';

/** What stands in its own shadow tree. */
export const said = (live: A2Live): string => textOf(live.renderRoot as unknown as Element);

/** Mounted, and started at its first step. */
export async function opened(properties: Partial<A2Live> = {}): Promise<A2Live> {
  const live = await mount(new A2Live(), properties);
  live.scrollIntoView();
  let looks = 0;
  await until('it has a picture', () => {
    // It starts where it is seen; a frame that the browser has lost is asked for by something to draw.
    if (++looks % 20 === 0) live.style.setProperty('--a2-asked', `${looks}`);
    return stepOf(live) >= 0;
  });
  return live;
}

export const select = (live: A2Live, label: string): HTMLSelectElement => {
  const found = [...live.renderRoot.querySelectorAll('label')].find((each) =>
    textOf(each).startsWith(label),
  );
  return found!.querySelector('select')!;
};

/** The switch for experiments cheap enough to run on every edit. */
import { html, type TemplateResult } from 'lit';
import type { LiveStatus } from '../../../lab/session/live-run.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './live-element.ts';

const words: Readonly<Record<LiveStatus, string>> = {
  none: '',
  computing: 'Computing …',
  computed: 'Up to date, and not kept as a run: press Run to keep it.',
  'waiting-for-data':
    'The dataset is not loaded yet. Press Run once; from then on, edits recompute the figures.',
};

export const render = (session: ExperimentSession): TemplateResult => html`
  <a2-live-switch
    .on=${session.live.on}
    .text=${session.live.on ? words[session.live.status] : ''}
    @a2-live=${(event: CustomEvent<boolean>) => {
      session.setLive(event.detail);
    }}
  ></a2-live-switch>
`;

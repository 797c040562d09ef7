/** What an experiment's page shows beyond its figures and its table; each part is fetched when needed. */
import type { TemplateResult } from 'lit';
import type { Lab } from './lab.ts';
import type { ExperimentSession } from './session.ts';

export interface ViewModule {
  readonly render: (session: ExperimentSession, lab: Lab) => TemplateResult;
}

export interface View {
  readonly id: string;
  /** Before the figures, between them and the table, or behind the table. */
  readonly at: 'before' | 'figures' | 'after';
  /** Whether the session has something of this kind to show, or will have after a run. */
  readonly applies: (session: ExperimentSession) => boolean;
  readonly load: () => Promise<ViewModule>;
}

export const views: readonly View[] = [
  {
    id: 'model',
    at: 'after',
    applies: ({ state }) => state.trials.some(({ plan }) => plan.trial.epochs > 0),
    load: () => import('./model-view/page.ts'),
  },
];

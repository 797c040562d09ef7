/** The parts of an experiment's page besides its figures; each is loaded when needed. */
import type { TemplateResult } from 'lit';
import { isGrid } from '../../text/grid.ts';
import type { Lab } from './lab.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';
import { noticeShownBefore } from '../../store/notice-shown.ts';
import { manyLosses, recordedLosses } from '../../lab/recording.ts';
import { isFinished } from '../../document/trial-status.ts';

export interface ViewModule {
  readonly render: (session: ExperimentSession, lab: Lab) => TemplateResult;
}

export interface View {
  readonly id: string;
  /** Above the set-up, before the figures, next to them, or after them. */
  readonly at: 'top' | 'before' | 'figures' | 'after';
  /** Whether the session has such content to show, or will have after a run. */
  readonly applies: (session: ExperimentSession) => boolean;
  readonly load: () => Promise<ViewModule>;
}

export const views: readonly View[] = [
  {
    id: 'class',
    at: 'top',
    applies: ({ classroom }) => classroom.rules !== null,
    load: () => import('../elements/session/class-view.ts'),
  },
  {
    id: 'storage',
    at: 'top',
    applies: ({ storedId, active, imported, state }) =>
      !noticeShownBefore &&
      !active &&
      storedId !== null &&
      imported === null &&
      state.trials.some(isFinished),
    load: () => import('./storage-view/view.ts'),
  },
  {
    id: 'recording',
    at: 'before',
    applies: ({ active, again, planned }) =>
      !active && !again && recordedLosses(planned.trials.map(({ plan }) => plan)) > manyLosses,
    load: () => import('./recording-view/view.ts'),
  },
  {
    id: 'live',
    at: 'before',
    applies: (session) => session.quick,
    load: () => import('./network-view/live.ts'),
  },
  {
    id: 'network',
    at: 'before',
    applies: () => true,
    load: () => import('./network-view/view.ts'),
  },
  {
    id: 'grid',
    at: 'before',
    applies: ({ shown }) => isGrid(shown.axes),
    load: () => import('./grid-view/view.ts'),
  },
  {
    id: 'initialisation',
    at: 'figures',
    applies: () => true,
    load: () => import('./network-view/initialisation.ts'),
  },
  {
    id: 'table',
    at: 'after',
    applies: () => true,
    load: () => import('./table-view/view.ts'),
  },
  {
    id: 'findings',
    at: 'after',
    applies: () => true,
    load: () => import('./findings-view/view.ts'),
  },
  {
    id: 'model',
    at: 'after',
    applies: ({ state }) => state.trials.some(({ plan }) => plan.trial.epochs > 0),
    load: () => import('./model-view/page.ts'),
  },
  {
    id: 'passport',
    at: 'after',
    applies: ({ storedId, active }) => storedId !== null && !active,
    load: () => import('./passport/view.ts'),
  },
  {
    id: 'take-away',
    at: 'after',
    applies: () => true,
    load: () => import('./take-away-view/view.ts'),
  },
];

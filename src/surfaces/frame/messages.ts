/** The messages of an experiment in an iframe to the surrounding page: plain data, by postMessage. */
import type { RunProgress, TrialSummary } from '../api/events.ts';
import {
  A2CompleteEvent,
  A2ErrorEvent,
  A2ProgressEvent,
  A2StartEvent,
  A2TrialEvent,
} from '../embed/events.ts';
import type { ResultsDocument, TrialResult } from '../../formats/results/document.ts';
import type { Experiment } from '../../document/schema.ts';

export type FrameMessage =
  | {
      readonly type: 'a2-start';
      readonly experiment: Experiment;
      readonly trials: readonly TrialSummary[];
    }
  | ({ readonly type: 'a2-progress' } & RunProgress)
  | { readonly type: 'a2-trial'; readonly trial: TrialResult }
  | {
      readonly type: 'a2-complete';
      readonly results: ResultsDocument;
      readonly cancelled: boolean;
    }
  | { readonly type: 'a2-error'; readonly code: string; readonly message: string }
  /** The height of the experiment at the frame's width, in px. */
  | { readonly type: 'a2-height'; readonly height: number };

export const eventTypes = [
  A2StartEvent.type,
  A2ProgressEvent.type,
  A2TrialEvent.type,
  A2CompleteEvent.type,
  A2ErrorEvent.type,
] as const;

/** Null for an event that is not the element's. */
export function messageOf(event: Event): FrameMessage | null {
  if (event instanceof A2StartEvent) {
    return { type: 'a2-start', experiment: event.experiment, trials: event.trials };
  }
  if (event instanceof A2ProgressEvent) {
    const { fraction, stepsDone, stepsTotal, secondsLeft } = event;
    return { type: 'a2-progress', fraction, stepsDone, stepsTotal, secondsLeft };
  }
  if (event instanceof A2TrialEvent) return { type: 'a2-trial', trial: event.trial };
  if (event instanceof A2CompleteEvent) {
    return { type: 'a2-complete', results: event.results, cancelled: event.cancelled };
  }
  if (event instanceof A2ErrorEvent) {
    return { type: 'a2-error', code: event.code, message: event.message };
  }
  return null;
}

/**
 * The second argument of postMessage. Results are not secret, so '*' is allowed.
 * Throws an Error for an invalid origin.
 * @param wanted "https://school.example", or '*'
 */
export function targetOrigin(wanted: string): string {
  if (wanted === '*') return wanted;
  const url = URL.canParse(wanted) ? new URL(wanted) : null;
  if (url === null || url.origin === 'null') {
    throw new Error(
      `The address says origin=${wanted.slice(0, 80)}: wanted an origin such as https://school.example, or no origin=.`,
    );
  }
  return url.origin;
}

/** Parses untrusted JSON into an experiment whose trials are all valid. */
import * as v from 'valibot';
import { throwIfAborted } from '../base/errors.ts';
import { inOneGo, inPieces, yieldToEventLoop } from '../base/event-loop.ts';
import { expanding, type PlannedTrial } from './expand.ts';
import { fromValibot, issue, type Issue } from './issue.ts';
import { experimentSchema, type Experiment } from './schema.ts';
import { isSetting } from './settings.ts';

export type Parsed =
  | { readonly ok: true; readonly experiment: Experiment; readonly trials: readonly PlannedTrial[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export const parseExperiment = (document: unknown): Parsed => inOneGo(parsing(document));

/**
 * The same in pieces between which a page can answer: 2,000 trials take a few of its frames. Throws LabError
 * `aborted`.
 */
export const parseInPieces = (document: unknown, signal?: AbortSignal): Promise<Parsed> =>
  inPieces(parsing(document), () => paused(signal));

async function paused(signal: AbortSignal | undefined): Promise<void> {
  await yieldToEventLoop();
  throwIfAborted(signal);
}

function* parsing(document: unknown): Generator<void, Parsed, void> {
  const parsed = v.safeParse(experimentSchema, document);
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((each) => fromValibot(each, '')) };
  }
  // The trial is checked below, once per expansion: an axis may supply what the base leaves out.
  const experiment: Experiment = parsed.output;
  const unknown = unknownLocks(experiment);
  if (unknown.length > 0) return { ok: false, issues: unknown };
  const expansion = yield* expanding(experiment);
  return expansion.ok ? { ok: true, experiment, trials: expansion.trials } : expansion;
}

/** A misspelt lock would silently lock nothing. */
function unknownLocks({ classroom }: Experiment): Issue[] {
  return (classroom?.lock ?? []).flatMap((path, index) =>
    path === '*' || isSetting(path)
      ? []
      : [issue(`classroom.lock.${index}`, 'the path of a setting, or "*" for all', path)],
  );
}

import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import type { Keeper } from './keeper.ts';
import type { Pauser } from './pauser.ts';

/** Between two pieces of work outside of the steps: lets messages in, and waits while paused. */
export async function* between(
  rest: Pauser,
  keeper: Keeper | null,
): AsyncGenerator<TrialEvent, void> {
  if (keeper === null) await rest.yieldToEventLoop();
  else if (await keeper.wanted()) yield* keeper.boundary();
}

/**
 * Runs experiments without training at every edit: figures stay until the new ones are ready, and a
 * newer edit replaces a pending one.
 */
import { isReal } from '../../data/registry.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { trialCost, trialParameters } from '../../document/parameters.ts';
import { throwIfAborted, toLabError } from '../../base/errors.ts';
import type { RunState } from '../state.ts';
import type { MachineOptions, SessionServices } from '../ports/services.ts';
import { runToEnd } from '../run-to-end.ts';
import { idleState } from './merge.ts';

/** Maximum floating-point operations for automatic runs: about a second on one core. */
const maxOperations = 4e9;
/** A weight takes two random draws of some twenty operations each. */
const operationsPerDraw = 40;
/** Milliseconds without a further edit after which a run starts. */
const quietMs = 100;

const cost = ({ trial }: PlannedTrial): number =>
  trialCost(trial) + operationsPerDraw * trialParameters(trial);

/** Whether no trial trains, something is measured, and the total cost is low. */
export const isQuick = (plans: readonly PlannedTrial[]): boolean =>
  plans.every(({ trial }) => trial.epochs === 0 && trial.measure.gradientNorms) &&
  plans.reduce((sum, plan) => sum + cost(plan), 0) <= maxOperations;

/** `waiting-for-data`: edits do not fetch data; pressing Run does. */
export type LiveStatus = 'none' | 'computing' | 'computed' | 'waiting-for-data';

type LiveServices = Pick<SessionServices, 'createRun' | 'availability'>;

export class LiveRun {
  /** Can be switched off by the user. */
  on = true;
  readonly #lab: LiveServices;
  readonly #ended: (state: RunState | null) => void;
  #status: LiveStatus = 'none';
  #controller: AbortController | null = null;

  /** @param ended called with the result, or with null if only the status has changed */
  constructor(lab: LiveServices, ended: (state: RunState | null) => void) {
    this.#lab = lab;
    this.#ended = ended;
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** @param fetched whether an earlier run has already loaded the data */
  restart(plans: readonly PlannedTrial[], machine: MachineOptions, fetched: boolean): void {
    this.stop();
    if (!this.on || !isQuick(plans)) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#status = 'computing';
    void this.#run(plans, machine, fetched, controller.signal);
  }

  /** Cancels the current run without reporting its result. */
  stop(): void {
    this.#controller?.abort();
    this.#controller = null;
    this.#status = 'none';
  }

  async #run(
    plans: readonly PlannedTrial[],
    machine: MachineOptions,
    fetched: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    try {
      throwIfAborted(signal);
      if (!fetched && !(await this.#hasData(plans, signal))) {
        this.#end('waiting-for-data', null, signal);
        return;
      }
      throwIfAborted(signal);
      const state = await runToEnd(this.#lab.createRun(plans, machine), signal);
      this.#end('computed', state, signal);
    } catch (error) {
      const { code, message } = toLabError(error);
      const failed: RunState = { ...idleState(plans), status: 'failed', error: { code, message } };
      this.#end('computed', failed, signal);
    }
  }

  /** Changing a setting should not trigger a download. */
  async #hasData(plans: readonly PlannedTrial[], signal: AbortSignal): Promise<boolean> {
    // A user's table is either here already or unavailable.
    const names = plans.map(({ trial }) => trial.dataset.name).filter((name) => isReal(name));
    if (names.length === 0) return true;
    const known = await this.#lab.availability(signal);
    return names.every((name) => known[name].cached);
  }

  #end(status: LiveStatus, state: RunState | null, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#controller = null;
    this.#status = status;
    this.#ended(state);
  }
}

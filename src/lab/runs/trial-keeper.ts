/** Keeps finished trials in a store of artefacts, and finds them again. */
import { isAbort, LabError } from '../../base/errors.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { isComplete, isFinished } from '../../document/trial-status.ts';
import { artefactKey, type KeyParts } from '../../formats/artefact/key.ts';
import { lossesFile, readLosses } from '../../formats/artefact/losses-file.ts';
import { lossesName, modelName, trialName } from '../../formats/artefact/names.ts';
import {
  readTrialArtefact,
  recordedOfArtefact,
  trialArtefactFile,
  type TrialArtefact,
} from '../../formats/artefact/trial-artefact.ts';
import type { EntryOf } from '../../formats/artefact/journal.ts';
import { sha256Of } from '../../base/digest.ts';
import { canonicalModelFile, readModel, verifyModelFile } from '../../formats/model/model-file.ts';
import { engineBits } from '../../formats/results/engine-record.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import type { Artefacts, Bytes } from '../ports/artefacts.ts';
import { isFull } from '../ports/file-system.ts';
import { waitingTrial } from '../reduce.ts';
import type { TrialState } from '../state.ts';
import { messageOf, type CheckpointKeeper } from './checkpoint-keeper.ts';
import { sameBytes } from './file-artefacts.ts';
import type { TrialKeys } from './key-parts.ts';

export interface FinishedTrial {
  readonly key: string;
  readonly state: TrialState;
  /** What it learnt; null if it ended without. Throws LabError `store`, or `model-format` if it overflowed. */
  model(signal?: AbortSignal): Promise<TrainedModel | null>;
}

/** When and how results were computed, as a journal says. */
export type Circumstances = Pick<EntryOf<'end'>, 'seconds' | 'at' | 'engine'>;

interface Options {
  readonly artefacts: Artefacts;
  readonly keys: TrialKeys;
  /** By key; null if unknown. */
  readonly circumstances?: (key: string) => Circumstances | null;
  readonly report: (problem: string) => void;
  /**
   * Where checkpoints are. Those of a trial go once it is kept or found, and before that if its end has no room
   * otherwise: they are worth less.
   */
  readonly checkpoints?: Pick<CheckpointKeeper, 'finished'>;
}

/** A file of a finished trial that is damaged or missing. */
interface Damage {
  readonly name: string;
  /** Null if it is missing. */
  readonly bytes: Bytes | null;
  readonly problem: string;
}

type Found =
  | { readonly kind: 'none' }
  /** Of a later lab: it stays, and is not used. */
  | { readonly kind: 'newer'; readonly problem: string }
  | { readonly kind: 'damaged'; readonly damage: readonly Damage[] }
  | {
      readonly kind: 'whole';
      readonly artefact: TrialArtefact;
      readonly losses: Float32Array;
    };

export class TrialKeeper {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * A trial with the same bits that is kept whole; null if there is none. Damaged files are set aside and reported.
   * Throws only LabError `aborted`.
   */
  async finished(plan: PlannedTrial, signal?: AbortSignal): Promise<FinishedTrial | null> {
    try {
      const parts = await this.#options.keys.expected(plan);
      return parts === null ? null : await this.#finished(artefactKey(parts), plan, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      this.#options.report(`A trial is trained again: ${messageOf(error)}`);
      return null;
    }
  }

  /**
   * Keeps a finished trial: its losses and its weights first, then what says that it is whole. Resolves to its key
   * once all is on the device; null if it was refused and reported. Never throws.
   * @param model what it learnt; null if it ended without
   */
  async keep(state: TrialState, model: TrainedModel | null): Promise<string | null> {
    try {
      return await this.#keep(state, model);
    } catch (error) {
      this.#options.report(`A finished trial could not be kept: ${messageOf(error)}`);
      return null;
    }
  }

  async #keep(state: TrialState, model: TrainedModel | null): Promise<string> {
    const { keys, checkpoints } = this.#options;
    const { plan, engine } = state;
    if (engine === null || !isFinished(state)) {
      throw new LabError(
        'internal',
        `a trial is kept once it is finished, this one is ${state.status}`,
      );
    }
    if (isComplete(state) && (state.weights !== undefined) !== (model !== null)) {
      throw new LabError('internal', 'a trial is kept with the weights that its hash is of');
    }
    const parts = await keys.computed(plan, engine);
    const key = artefactKey(parts);
    try {
      await this.#write(key, parts, state, model);
    } catch (error) {
      if (checkpoints === undefined || !(error instanceof LabError && isFull(error.cause)))
        throw error;
      await checkpoints.finished(key);
      await this.#write(key, parts, state, model);
    }
    return key;
  }

  async #write(
    key: string,
    parts: KeyParts,
    state: TrialState,
    model: TrainedModel | null,
  ): Promise<void> {
    const { artefacts, checkpoints } = this.#options;
    const found = await this.#find(key);
    if (found.kind === 'newer') throw new LabError('store', found.problem);
    if (found.kind === 'damaged') await this.#setAside(found.damage);
    if (found.kind !== 'whole') {
      if (state.batchLosses.length > 0)
        await this.#put(lossesName(key), lossesFile(state.batchLosses));
      if (model !== null) await this.#put(modelName(key), await canonicalModelFile(model));
    }
    const name = trialName(key);
    const content = await trialArtefactFile(state, parts);
    if (!(await artefacts.putIfAbsent(name, content))) await this.#requireSame(name, content);
    await checkpoints?.finished(key);
  }

  /** Equal keys promise equal bits: others are a fault of the lab, or of the machine. */
  async #requireSame(name: string, content: Bytes): Promise<void> {
    const kept = await this.#options.artefacts.get(name);
    if (kept === null || sameBytes(kept, content)) return;
    throw new LabError(
      'store',
      `${name} has other results than this training of the same trial, whose bits should be equal. It stays as it is.`,
    );
  }

  /** One that is there, as an interrupted attempt leaves it, has the same content unless it is damaged. */
  async #put(name: string, content: Bytes): Promise<void> {
    const { artefacts } = this.#options;
    if (await artefacts.putIfAbsent(name, content)) return;
    const bytes = await artefacts.get(name);
    if (bytes !== null && sameBytes(bytes, content)) return;
    if (bytes !== null) await this.#setAside([{ name, bytes, problem: 'it was changed' }]);
    await artefacts.putIfAbsent(name, content);
  }

  async #finished(
    key: string,
    plan: PlannedTrial,
    signal: AbortSignal | undefined,
  ): Promise<FinishedTrial | null> {
    const { circumstances, report, checkpoints } = this.#options;
    const found = await this.#find(key, signal);
    if (found.kind === 'none') return null;
    if (found.kind === 'damaged') {
      await this.#setAside(found.damage);
      return null;
    }
    if (found.kind === 'newer') {
      report(found.problem);
      return null;
    }
    const { artefact, losses } = found;
    const recorded = recordedOfArtefact(artefact, losses);
    if (recorded === null) return null;
    // Whoever kept it may have been cut off before its checkpoints went.
    await checkpoints?.finished(key);
    const known = circumstances?.(key) ?? null;
    const waiting = waitingTrial(plan);
    const at = known?.at ?? 0;
    return {
      key,
      state: {
        ...waiting,
        ...recorded,
        plan,
        stepsDone: recorded.divergence?.step ?? waiting.stepsTotal,
        ...(known === null ? {} : { seconds: known.seconds }),
        engine: engineKnown(recorded.engine, known?.engine ?? null),
        kept: at,
      },
      model: (also) => this.#model(key, artefact, at, also),
    };
  }

  async #model(
    key: string,
    { weights }: TrialArtefact,
    trainedAt: number,
    signal: AbortSignal | undefined,
  ): Promise<TrainedModel | null> {
    if (weights === null) return null;
    const name = modelName(key);
    const bytes = await this.#options.artefacts.get(name, signal);
    if (bytes === null) throw new LabError('store', `${name} is no longer there`);
    return { ...(await readModel(bytes, name)), trainedAt };
  }

  async #find(key: string, signal?: AbortSignal): Promise<Found> {
    const { artefacts } = this.#options;
    const name = trialName(key);
    const bytes = await artefacts.get(name, signal);
    if (bytes === null) return { kind: 'none' };
    const read = await readTrialArtefact(bytes, key);
    if (!read.ok) {
      const { newer, problem } = read;
      if (newer) return { kind: 'newer', problem: `${name} cannot be used: ${problem}.` };
      return { kind: 'damaged', damage: [{ name, bytes, problem }] };
    }
    const artefact = read.value;
    if (recordedOfArtefact(artefact, new Float32Array()) === null) {
      const problem = `${name} cannot be used: this lab does not know how it ended, by "${artefact.end.reason}".`;
      return { kind: 'newer', problem };
    }
    const losses = await this.#losses(key, artefact, signal);
    const damage = [...losses.damage, ...(await this.#modelDamage(key, artefact, signal))];
    if (damage.length === 0) return { kind: 'whole', artefact, losses: losses.values };
    // It says that all is whole, so it goes first.
    return { kind: 'damaged', damage: [{ name, bytes, problem: '' }, ...damage] };
  }

  async #losses(
    key: string,
    { losses }: TrialArtefact,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly values: Float32Array; readonly damage: readonly Damage[] }> {
    if (losses === null) return { values: new Float32Array(), damage: [] };
    const name = lossesName(key);
    const bytes = await this.#options.artefacts.get(name, signal);
    if (bytes === null)
      return { values: new Float32Array(), damage: [{ name, bytes, problem: 'it is missing' }] };
    if ((await sha256Of(bytes)) === losses.sha256 && bytes.length === losses.count * 4) {
      return { values: readLosses(bytes), damage: [] };
    }
    return { values: new Float32Array(), damage: [{ name, bytes, problem: 'it was changed' }] };
  }

  async #modelDamage(
    key: string,
    { parts, weights }: TrialArtefact,
    signal: AbortSignal | undefined,
  ): Promise<readonly Damage[]> {
    if (weights === null) return [];
    const name = modelName(key);
    const bytes = await this.#options.artefacts.get(name, signal);
    if (bytes === null) return [{ name, bytes, problem: 'it is missing' }];
    try {
      await verifyModelFile(bytes, name, { id: parts.id, weights });
      return [];
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'model-format') throw error;
      return [{ name, bytes, problem: 'it was changed' }];
    }
  }

  /** Never silently: each file is reported, with its place. */
  async #setAside(damage: readonly Damage[]): Promise<void> {
    const { artefacts, report } = this.#options;
    const moved: string[] = [];
    const said: string[] = [];
    for (const { name, bytes, problem } of damage) {
      const aside = bytes === null ? null : await artefacts.setAside(name, bytes);
      if (aside !== null) moved.push(aside);
      if (problem !== '') said.push(`${name}: ${problem}`);
    }
    if (moved.length === 0) return;
    const where = moved.length === 1 ? 'The file was' : 'The files were';
    report(
      `Kept results cannot be used and are computed again. ${said.join('; ')}. ${where} moved to ${moved.join(', ')}.`,
    );
  }
}

/** The journal's engine, which has its device and why it was chosen, if it is the one that the results name. */
function engineKnown(
  recorded: EngineInfo | null,
  said: Circumstances['engine'],
): EngineInfo | null {
  if (recorded === null || said === null) return recorded;
  const { reason, device, revision } = said;
  const engine: EngineInfo = {
    name: recorded.name,
    reason,
    ...(device === undefined ? {} : { device }),
    ...(revision === undefined ? {} : { revision }),
  };
  return said.name === recorded.name && engineBits(engine) === engineBits(recorded)
    ? engine
    : recorded;
}

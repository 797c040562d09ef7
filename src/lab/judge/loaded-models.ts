/** Models loaded from a file, in addition to those trained here. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { weightsHash } from '../../formats/model/weights-hash.ts';
import type { TrialState } from '../state.ts';
import type { Models } from '../ports/services.ts';

const prefix = 'brought ';

/** The key of a trial's loaded model in the list of models. */
export const loadedModelKey = (id: string): string => prefix + id;
export const isLoadedModel = (key: string): boolean => key.startsWith(prefix);

/** Models looked up at a time. */
const atOnce = 20;

/** Tracks which trials have a loaded model, from now or before. */
export class LoadedModels {
  readonly #changed: () => void;
  #ids: ReadonlySet<string> = new Set();
  /** The trials looked up last. */
  #asked: readonly PlannedTrial[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(ids: readonly string[]): void {
    this.#ids = new Set([...this.#ids, ...ids]);
    this.#changed();
  }

  /** Looks up stored models, once for the same trials. Unreadable ones count as missing. */
  ask(trials: readonly Pick<TrialState, 'plan'>[], lab: Models): void {
    const plans = trials.map(({ plan }) => plan);
    const before = this.#asked;
    if (plans.length === before.length && plans.every((plan, at) => plan === before[at])) return;
    this.#asked = plans;
    this.#lookUp(plans, lab).catch(() => undefined);
  }

  /** A few at a time: a page has up to 2,000 trials. */
  async #lookUp(plans: readonly PlannedTrial[], lab: Models): Promise<void> {
    for (let from = 0; from < plans.length; from += atOnce) {
      const ids = plans.slice(from, from + atOnce).map(({ id }) => id);
      const models = await Promise.all(ids.map((id) => lab.loadedModel(id)));
      if (plans !== this.#asked) return;
      const found = ids.filter((_, at) => models[at] !== null);
      if (found.length > 0) this.add(found);
    }
  }
}

export interface FoundModel {
  readonly model: TrainedModel;
  /** A notice for a model that was not trained here; '' otherwise. */
  readonly origin: string;
}

/** The model for a key of the list; null if it is no longer stored. */
export async function modelAt(key: string, lab: Models): Promise<FoundModel | null> {
  if (!isLoadedModel(key)) {
    const model = await lab.model(key);
    return model === null ? null : { model, origin: '' };
  }
  const id = key.slice(prefix.length);
  const model = await lab.loadedModel(id);
  if (model === null) return null;
  const own = await lab.model(id);
  const same = own !== null && (await weightsHash(own)) === (await weightsHash(model));
  const origin = same
    ? 'This model was loaded from a file. Its weights equal those trained here, bit for bit.'
    : `This model was loaded from a file. It was trained elsewhere and is not verified${
        own === null
          ? ': train this trial to compare them'
          : ': its weights differ from those trained here'
      }.`;
  return { model, origin };
}

/** Models that a person loaded from a file, beside those that were trained here. */
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { weightsHash } from '../../formats/model/weights-hash.ts';
import type { TrialState } from '../state.ts';
import type { Models } from '../ports/services.ts';

const prefix = 'brought ';

/** What the list of models calls the brought model of a trial. */
export const loadedModelKey = (id: string): string => prefix + id;
export const isLoadedModel = (key: string): boolean => key.startsWith(prefix);

/** Of which trials a model was brought along, now or before. */
export class LoadedModels {
  readonly #changed: () => void;
  #ids: ReadonlySet<string> = new Set();
  /** The trials that were asked for last. */
  #asked = '';

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

  /** Asks what is kept, once for the same trials. What cannot be read is not there. */
  ask(trials: readonly Pick<TrialState, 'plan'>[], lab: Models): void {
    const ids = trials.map(({ plan }) => plan.id);
    const asked = ids.join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    void Promise.all(ids.map((id) => lab.loadedModel(id))).then((models) => {
      const found = ids.filter((_, at) => models[at] !== null);
      if (asked === this.#asked && found.length > 0) this.add(found);
    });
  }
}

export interface FoundModel {
  readonly model: TrainedModel;
  /** What must be said of a model that was not trained here; '' for one that was. */
  readonly origin: string;
}

/** The model behind a key of the list; null where it is not kept any more. */
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

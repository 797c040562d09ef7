/** The live worker's side of its protocol. */
import { transfer } from 'comlink';
import { isListed } from '../../src/catalog/lookup/dataset.ts';
import { loadDataset } from '../../src/data/load.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import { layerSizes } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import {
  liveLimits,
  type LiveApi,
  type LiveExplanation,
  type LiveFrame,
  type LivePalette,
  type LiveRequest,
  type LiveStart,
} from '../../src/protocol/live.ts';
import type { Outcome } from '../../src/protocol/worker-api.ts';
import { LabError, toErrorData } from '../../src/base/errors.ts';
import { chooseEngine } from '../engine/choose.ts';
import type { Engine } from '../engine/types.ts';
import { LiveTrainer } from './trainer.ts';

export class LiveWorker implements LiveApi {
  #engine: Engine | null = null;
  #trainer: LiveTrainer | null = null;
  #busy = false;

  open({ trial, dataset: given, palette }: LiveRequest): Promise<Outcome<LiveStart>> {
    return this.#outcome(async () => {
      this.#trainer?.close();
      this.#trainer = null;
      const dataset = given ?? (await loaded(trial));
      requireLive(trial, dataset);
      this.#engine ??= await chooseEngine('auto', { deterministic: true, gpuMayPay: false });
      this.#trainer = await LiveTrainer.open(trial, dataset, this.#engine, palette);
      const start = await this.#trainer.start();
      return transfer(start, [start.frame.maps.buffer]);
    });
  }

  advance(steps: number): Promise<Outcome<LiveFrame>> {
    return this.#outcome(async () => packed(await this.#opened().advance(steps)));
  }

  explain(row: number): Promise<Outcome<LiveExplanation>> {
    return this.#outcome(() => this.#opened().explain(row));
  }

  recolour(palette: LivePalette): Promise<Outcome<LiveFrame>> {
    return this.#outcome(async () => {
      const trainer = this.#opened();
      trainer.palette = palette;
      return packed(await trainer.frame());
    });
  }

  #opened(): LiveTrainer {
    if (this.#trainer === null) throw new LabError('internal', 'Cannot go on: no trial is open');
    return this.#trainer;
  }

  async #outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
    if (this.#busy) {
      const message = 'Cannot start a call: the live worker is busy with another';
      return { ok: false, error: { code: 'internal', message } };
    }
    this.#busy = true;
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      return { ok: false, error: toErrorData(error) };
    } finally {
      this.#busy = false;
    }
  }
}

const packed = (frame: LiveFrame): LiveFrame => transfer(frame, [frame.maps.buffer]);

function loaded({ dataset: { name } }: Trial): Promise<Dataset> {
  if (!isListed(name)) throw new LabError('table-missing', 'The table’s rows were not given.');
  return loadDataset(name, { baseUrl: '', shared: false });
}

function requireLive(trial: Trial, { inputs, outputs, task, name }: Dataset): void {
  const model = requireShortForm(trial.model, 'show');
  const sizes = layerSizes(inputs, model, outputs);
  const fits =
    inputs === 2 &&
    outputs === 2 &&
    task === 'classification' &&
    model.depth <= liveLimits.depth &&
    (model.depth === 0 || model.width <= liveLimits.width);
  if (fits) return;
  throw new LabError(
    'internal',
    `Cannot show ${name} with a network of ${sizes.join('–')}: wanted two inputs, two classes, at most ${liveLimits.depth} hidden layers of at most ${liveLimits.width} units`,
  );
}

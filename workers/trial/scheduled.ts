/** A trial's schedule while it trains. Loaded only by trials with one, to keep the worker's initial script small. */
import type { Rates } from '../../src/catalog/kinds/schedule.ts';
import { ScheduleRun } from '../../src/catalog/lookup/schedule.ts';
import { observedKey } from '../../src/document/observed.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import type { OptimizerSettings, Trial } from '../../src/document/schema.ts';
import type { RatesAt } from '../engine/types.ts';

/** @param rows of the training part */
const runOf = ({ schedule, optimizer, epochs, batchSize }: Trial, rows: number): ScheduleRun =>
  new ScheduleRun({
    schedule: schedule!,
    optimizer,
    epochs,
    stepsPerEpoch: Math.ceil(rows / batchSize),
  });

/** The optimiser of a trial's first step: a schedule may set a momentum that the document has not. */
export const firstOptimizer = (trial: Trial, rows: number): OptimizerSettings => ({
  ...trial.optimizer,
  ...runOf(trial, rows).rates,
});

export class Scheduled {
  readonly #run: ScheduleRun;
  readonly #key: string;
  #rates: Rates;
  #records: readonly EpochRecord[] = [];

  /** @param rows of the training part @param records of the epochs before, where the trial goes on */
  constructor(trial: Trial, rows: number, records: readonly EpochRecord[] = []) {
    this.#run = runOf(trial, rows);
    this.#key = observedKey(trial.dataset);
    this.#rates = this.#run.rates;
    for (const record of records) {
      this.epoch();
      this.after(record);
    }
  }

  /** Begins an epoch; the rates of its steps. */
  epoch(): RatesAt {
    this.#rates = this.#run.rates;
    return this.#run.epoch();
  }

  /** Ends it. Returns its record with the rate that it began with. */
  after(figures: EpochRecord): EpochRecord {
    const record = { ...figures, learningRate: this.#rates.learningRate! };
    this.#records = [...this.#records, record];
    this.#run.epochEnd(Number(Reflect.get(figures, this.#key)));
    return record;
  }

  /** What a checkpoint keeps of it. */
  get kept(): { readonly records: readonly EpochRecord[] } {
    return { records: this.#records };
  }
}

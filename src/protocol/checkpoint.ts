/** A trial under way, as data: with it, an engine of the same bits goes on as if nothing had happened. */
import type { LayerParameters, NamedTensor } from '../torch/layers.ts';
import type { GeneratorState } from '../torch/mt19937.ts';
import type { EpochRecord } from '../document/results.ts';
import type { EngineInfo } from './engine-info.ts';

export type { GeneratorState } from '../torch/mt19937.ts';

/** What an engine's next step reads besides the data. */
export interface SessionState {
  /** One entry per layer, input side first. */
  readonly parameters: readonly LayerParameters[];
  /** Steps that the optimiser has taken. */
  readonly steps: number;
  /** The optimiser's buffers by name, each with the shapes of the parameters. */
  readonly buffers: Readonly<Record<string, readonly LayerParameters[]>>;
}

/** The same for a network that is a list of layers. */
export interface ListState {
  /** In the order of the plan, with the buffers. */
  readonly tensors: readonly NamedTensor[];
  /** Steps that the optimiser has taken. */
  readonly steps: number;
  /** The optimiser's buffers by name: one entry for each learnable tensor, in their order, with its name and shape. */
  readonly buffers: Readonly<Record<string, readonly NamedTensor[]>>;
  /** The global generator, from which steps draw; null for a plan that draws nothing. */
  readonly draws: GeneratorState | null;
}

/** The state between two steps. What was measured so far is not in it: the lab has that. */
export interface Checkpoint {
  /** Only an engine with the same bits may go on from it. */
  readonly engine: EngineInfo;
  /** Epochs that were trained to their end and measured. */
  readonly epoch: number;
  /** Steps taken in the epoch after those, up to all of them: then only its measuring is left. 0 at an epoch’s end. */
  readonly step: number;
  /** Training time so far. */
  readonly seconds: number;
  readonly session: SessionState | ListState;
  /** By name, as they were before the epoch's order was drawn. */
  readonly generators: Readonly<Record<GeneratorName, GeneratorState>>;
  /** Figures of the epochs before it, which a schedule may follow; omitted by trials without one. */
  readonly records?: readonly EpochRecord[];
}

/** Streams that a trial draws from while it trains. The one of its weights is used up before the first step. */
export const generatorNames = ['loader'] as const;
export type GeneratorName = (typeof generatorNames)[number];

/** When checkpoints are taken, besides on a pause and a cancel. */
export interface CheckpointSettings {
  /** One is taken at the first boundary of a step after so many seconds without one. */
  readonly everySeconds: number;
  /** At an epoch's end one is taken while all of them together cost at most this share of the time. */
  readonly share: number;
  /** Epochs at whose end one is always taken: the rungs of a search. */
  readonly at?: readonly number[];
}

export type CheckpointReason = 'time' | 'epoch' | 'pause' | 'cancel' | 'rung';

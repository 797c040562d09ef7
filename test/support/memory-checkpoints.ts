/** Checkpoints in memory, as a store would keep them. */
import type { PlannedTrial } from '../../src/document/expand.ts';
import type { Checkpoints, UnderWay } from '../../src/lab/ports/checkpoints.ts';

export class MemoryCheckpoints implements Checkpoints {
  /** All that were kept, by the trial's id, the last one last. */
  readonly kept = new Map<string, UnderWay[]>();
  /** The ids that were asked for. */
  readonly asked: string[] = [];
  readonly #during: (underWay: UnderWay) => Promise<void> | undefined;

  /** @param during what to wait for while one is kept */
  constructor(during: (underWay: UnderWay) => Promise<void> | undefined = () => undefined) {
    this.#during = during;
  }

  latest({ id }: PlannedTrial): Promise<UnderWay | null> {
    this.asked.push(id);
    return Promise.resolve(structuredClone(this.last(id)));
  }

  async keep(underWay: UnderWay): Promise<void> {
    const { id } = underWay.state.plan;
    this.kept.set(id, [...(this.kept.get(id) ?? []), structuredClone(underWay)]);
    await this.#during(underWay);
  }

  last(id: string): UnderWay | null {
    return this.kept.get(id)?.at(-1) ?? null;
  }
}

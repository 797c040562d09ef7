/** Which runs some tab of this browser trains now: a Web Lock each, which ends with its tab. */
import type { RunLocks } from '../lab/ports/store.ts';
import type { WebClaims } from './claims.ts';

const keyOf = (id: string): string => `run ${id}`;

export class WebRunLocks implements RunLocks {
  /** Makes claims that belong to one holder. */
  readonly #claims: () => WebClaims;

  constructor(claims: () => WebClaims) {
    this.#claims = claims;
  }

  async hold(id: string): Promise<() => void> {
    const claims = this.#claims();
    await claims.take(keyOf(id));
    return () => claims.releaseAll();
  }

  async held(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const free = new Set(await this.#claims().free(ids.map(keyOf)));
    return new Set(ids.filter((id) => !free.has(keyOf(id))));
  }

  async ended(id: string, signal: AbortSignal): Promise<void> {
    const claims = this.#claims();
    await claims.wait(keyOf(id), signal);
    claims.releaseAll();
  }
}

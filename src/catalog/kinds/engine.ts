/** An engine: what computes. Its code is in workers/engine/NAME/, whose start.ts starts it. */
import type { Meta } from './members.ts';

export interface EngineMeta extends Meta {
  /**
   * Whether it computes on a GPU. Then the last digits of results depend on the device that they name, which shows
   * only when the engine has started.
   */
  readonly gpu?: true;
  /** Whether the same trial gives the same bits on every machine, where it is not relaxed. */
  readonly exact?: true;
  /** What it names as its device where it may multiply and add in one rounding, which a run must allow. */
  readonly relaxed?: string;
  /** Whether its losses, not relaxed, were compared with PyTorch's: src/text/pytorch/compared.ts is of it. */
  readonly compared?: true;
  /**
   * The same trial gives the same bits only as long as the engine computes in the same way: whoever changes what
   * it computes, by a last digit and be it for few trials, raises this. What was computed before is then shown
   * as what it is, and never taken for what the engine would give today. 1 of every engine: all up to the
   * first revision that was counted.
   */
  readonly revision: number;
  /** For what `auto` takes it, in words for the page; left out where it never does. It tries them in their order. */
  readonly auto?: string;
}

export interface EngineParts {
  readonly meta: EngineMeta;
  /** What a page says where `auto` had nothing better. */
  readonly warning?: string;
}

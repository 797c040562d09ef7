/** An engine does the computing. Its code is in workers/engine/NAME/, started by start.ts. */
import type { MemberHelp } from './help.ts';
import type { Meta } from './members.ts';

export interface EngineMeta extends Meta {
  /**
   * Whether it computes on a GPU. Then the last digits of results depend on the device, which is known only after the
   * engine has started.
   */
  readonly gpu?: true;
  /** Whether the same trial gives the same bits on every machine, unless relaxed. */
  readonly exact?: true;
  /** Its device name when it uses fused multiply-adds (one rounding), which a run must allow. */
  readonly relaxed?: string;
  /** Whether its losses (not relaxed) were compared with PyTorch's; see src/text/pytorch/compared.ts. */
  readonly compared?: true;
  /**
   * Raise this whenever a change alters what the engine computes, even by a last digit in a few trials. Earlier results
   * are then shown as outdated and never reused as today's. 1 stands for everything before revisions were counted.
   */
  readonly revision: number;
  /** Why `auto` chose it, as text for the page; omitted if `auto` never does. `auto` tries engines in their order. */
  readonly auto?: string;
}

export interface EngineParts {
  readonly meta: EngineMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  /** What a page says if `auto` found nothing better. */
  readonly warning?: string;
}

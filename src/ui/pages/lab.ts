/** What pages need from the layers below; main.ts provides it, tests provide their own. */
import type { Installation } from '../../offline/install.ts';
import type { LabServices } from '../../lab/ports/services.ts';
import type { Store } from '../../store/store.ts';

export interface Lab extends LabServices {
  /** Registers `<a2-experiment>` for a page that shows one; absent if no such page exists. */
  readonly element?: () => Promise<unknown>;
  /** Whether the lab is an installed app; absent if not tracked. */
  readonly installation?: Pick<Installation, 'state' | 'subscribe' | 'ask'>;
  /** The browser's database; null if it has none. */
  readonly store: Store | null;
}

/** What pages need of the machinery below; main.ts gives it, tests give their own. */
import type { Installation } from '../../offline/install.ts';
import type { LabServices } from '../../lab/ports/services.ts';
import type { Store } from '../../store/store.ts';

export interface Lab extends LabServices {
  /** Registers `<a2-experiment>` for a page that shows one; absent where there is no such page. */
  readonly element?: () => Promise<unknown>;
  /** Whether the lab is an app here; absent where nobody looks. */
  readonly installation?: Pick<Installation, 'state' | 'subscribe' | 'ask'>;
  /** The browser's database; null where it has none. */
  readonly store: Store | null;
}

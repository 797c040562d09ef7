/** The lab's state on this device: kept for offline use, installed, up to date. */
import type { Installation } from '../../offline/install.ts';
import type { Updates } from '../../offline/updates.ts';
import type { Trainings } from '../../lab/session/trainings.ts';

export interface Device {
  readonly updates: Updates;
  readonly installation: Installation;
  readonly trainings: Trainings;
}

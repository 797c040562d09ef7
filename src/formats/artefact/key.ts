/** The key of a finished trial: equal keys, equal bits. */
import { contentHash } from '../../document/hash.ts';
import { membersOf } from '../../document/members.ts';
import type { Trial } from '../../document/schema.ts';

export interface KeyParts {
  /** The trial's content hash. */
  readonly id: string;
  /** The engine as `engineRecord` writes it: name, build and revision and, where bits depend on it, the device. */
  readonly engine: string;
  /** Revisions of bits above 1, by member. */
  readonly members: Readonly<Record<string, number>>;
  /** Checksums by dataset. */
  readonly datasets: Readonly<Record<string, string>>;
}

/** The revisions above 1 of a trial's members, so that a first revision is no part of a key. */
export const memberRevisions = (trial: Trial): Readonly<Record<string, number>> =>
  Object.fromEntries(
    membersOf(trial).flatMap(({ path, meta: { revision = 1 } }) =>
      revision > 1 ? [[path, revision]] : [],
    ),
  );

/** 64 hexadecimal digits. */
export const artefactKey = ({ id, engine, members, datasets }: KeyParts): string =>
  contentHash({ trial: id, engine, members, datasets });

/** The key of a trial of today's members on one dataset. */
export const keyOfTrial = (id: string, trial: Trial, engine: string, checksum: string): string =>
  artefactKey({
    id,
    engine,
    members: memberRevisions(trial),
    datasets: { [trial.dataset.name]: checksum },
  });

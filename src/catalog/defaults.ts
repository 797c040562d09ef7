/** Which member a document means that names none. It is part of every id: never changed. */
import type { ActivationName } from './registry/activation.meta.ts';

export const defaultMembers = { activation: 'relu' } as const satisfies {
  readonly activation: ActivationName;
};

/** Which member a document means that names none. It is part of every id: never changed. */
import type { ActivationName } from './registry/activation.meta.ts';
import type { InitName } from './registry/init.meta.ts';

export const defaultMembers = {
  activation: 'relu',
  init: 'torch-default',
} as const satisfies { readonly activation: ActivationName; readonly init: InitName };

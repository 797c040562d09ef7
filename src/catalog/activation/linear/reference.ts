import type { ActivationReference } from '../../kinds/activation.ts';

export default { value: (z) => z } satisfies ActivationReference;

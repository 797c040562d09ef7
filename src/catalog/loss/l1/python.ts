import type { LossPython } from '../../kinds/loss.ts';

export default { criterion: 'nn.L1Loss()' } satisfies LossPython;

import type { LossPython } from '../../kinds/loss.ts';

export default { criterion: 'nn.MSELoss()' } satisfies LossPython;

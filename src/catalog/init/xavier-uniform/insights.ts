import type { InitInsights } from '../../kinds/init.ts';

export default { fitsWidth: true } satisfies InitInsights;

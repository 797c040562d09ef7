/** An own answer as blocks of the report. */
import type { ReportBlock } from '../blocks.ts';
import type { OwnAnswer } from './types.ts';

export const ownBlocks = ({ blocks, photos }: OwnAnswer): ReportBlock[] => [
  ...(blocks.length === 0 ? [] : [{ kind: 'markdown', blocks } as const]),
  ...photos.map((photo) => ({ kind: 'photo', photo }) as const),
];

/** The essential lines of a question's program, as the report shows them. */
import { documentsOf, essentialCode } from '../programs/programs.ts';
import { plain, type ReportBlock } from './blocks.ts';
import type { HandIn } from './types.ts';

/** Nothing where the runs allow no such program. */
export function codeOf(handIn: HandIn, question: string): ReportBlock[] {
  const found = essentialCode(question, documentsOf(handIn));
  return found === null
    ? []
    : [plain(`The essential part of ${found.file}:`), { kind: 'code', text: found.code }];
}

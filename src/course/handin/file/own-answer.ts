/** An own answer from its text: the one place where Markdown is parsed for the report. */
import type { OwnAnswer, Photo } from '../own/types.ts';

/** The Markdown library is loaded for the first text. */
export async function ownAnswer(text: string, photos: readonly Photo[]): Promise<OwnAnswer> {
  if (text.trim() === '') return { text, blocks: [], photos };
  const { parseMarkdown } = await import('../../../text/markdown/parse.ts');
  return { text, blocks: parseMarkdown(text), photos };
}

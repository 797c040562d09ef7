/** Splits Markdown with formulas into blocks. Loaded on demand: it brings the library. */
import { Marked, type Token, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import type { Inline, MarkdownBlock } from './types.ts';

/** $$…$$ on lines of their own. */
const blockMath: TokenizerAndRendererExtension = {
  name: 'blockMath',
  level: 'block',
  // Asked of what follows a paragraph's first character: only a later line may begin one.
  start: (source) => /\n {0,3}\$\$/.exec(source)?.index,
  tokenizer(source) {
    const [raw, tex = ''] = /^ {0,3}\$\$([^$]+)\$\$[ \t]*(?:\n|$)/.exec(source) ?? [];
    return raw === undefined ? undefined : { type: 'blockMath', raw, text: tex.trim() };
  },
};

/**
 * $…$ and $$…$$ in a line. As in Pandoc, no space follows the first and none precedes the last $, and no digit
 * follows: “$5 and $6” are amounts.
 */
const inlineMath: TokenizerAndRendererExtension = {
  name: 'inlineMath',
  level: 'inline',
  start(source) {
    const at = source.indexOf('$');
    return at === -1 ? undefined : at;
  },
  tokenizer(source) {
    const run = /^\${3,}/.exec(source)?.[0];
    if (run !== undefined) return { type: 'text', raw: run, text: run };
    const display = /^\$\$([^$]+)\$\$/.exec(source);
    if (display !== null)
      return { type: 'inlineMath', raw: display[0], text: display[1]!.trim(), display: true };
    const [raw, tex = ''] = /^\$((?:[^$\\\n]|\\[^\n]|\n(?!\n))+)\$(?!\d)/.exec(source) ?? [];
    if (raw === undefined || /^\s|\s$/.test(tex)) return undefined;
    return { type: 'inlineMath', raw, text: tex, display: false };
  },
};

const marked = new Marked({ gfm: true, extensions: [blockMath, inlineMath] });

/** Levels of quotes and lists inside each other; what is deeper is shown as it was typed. */
const maxDepth = 12;

/** Never throws. Raw HTML and images are shown as text, links to other than web and mail addresses as their words. */
export function parseMarkdown(source: string): MarkdownBlock[] {
  try {
    return blocksOf(marked.lexer(source.replaceAll('\r\n', '\n')), 0);
  } catch {
    // The library's recursion ends in a RangeError for texts made to be deep.
    return [{ kind: 'paragraph', inner: [{ kind: 'text', text: source }] }];
  }
}

const blocksOf = (tokens: readonly Token[], depth: number): MarkdownBlock[] =>
  tokens.flatMap((token) => blockOf(token as Tokens.Generic, depth));

function blockOf(token: Tokens.Generic, depth: number): MarkdownBlock[] {
  if (depth > maxDepth) return plainBlock(token.raw);
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
    case 'paragraph':
      return [{ kind: token.type, inner: inlines(token.tokens, depth) }];
    case 'text':
      return [{ kind: 'paragraph', inner: inlines(token.tokens ?? [token], depth) }];
    case 'blockMath':
      return [{ kind: 'math', tex: String(token.text) }];
    case 'code':
      return [{ kind: 'code', text: String(token.text) }];
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocksOf(token.tokens ?? [], depth + 1) }];
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      return [
        {
          kind: 'list',
          start: ordered ? Number(start) || 0 : null,
          items: items.map((item) => itemBlocks(item, depth + 1)),
        },
      ];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      const cells = (all: readonly Tokens.TableCell[]): Inline[][] =>
        all.map(({ tokens }) => inlines(tokens, depth));
      return [{ kind: 'table', head: cells(header), rows: rows.map(cells) }];
    }
    case 'hr':
      return [{ kind: 'rule' }];
    default:
      return plainBlock(token.raw);
  }
}

/** A task's box is shown as a sign. */
function itemBlocks({ task, checked, tokens }: Tokens.ListItem, depth: number): MarkdownBlock[] {
  const blocks = blocksOf(
    tokens.filter(({ type }) => type !== 'checkbox'),
    depth,
  );
  if (!task) return blocks;
  const sign: Inline = { kind: 'text', text: checked === true ? '☑ ' : '☐ ' };
  const [first, ...rest] = blocks;
  return first?.kind === 'paragraph'
    ? [{ kind: 'paragraph', inner: [sign, ...first.inner] }, ...rest]
    : [{ kind: 'paragraph', inner: [sign] }, ...blocks];
}

const plainBlock = (raw: string): MarkdownBlock[] => {
  const text = raw.trim();
  return text === '' ? [] : [{ kind: 'paragraph', inner: [{ kind: 'text', text }] }];
};

const inlines = (tokens: readonly Token[] | undefined, depth: number): Inline[] =>
  (tokens ?? []).flatMap((token) => inlineOf(token as Tokens.Generic, depth));

function inlineOf(token: Tokens.Generic, depth: number): Inline[] {
  const plain: Inline[] = [{ kind: 'text', text: token.raw }];
  if (depth > maxDepth) return plain;
  const inner = () => inlines(token.tokens, depth + 1);
  switch (token.type) {
    case 'text':
      return token.tokens === undefined ? [{ kind: 'text', text: String(token.text) }] : inner();
    case 'escape':
      return [{ kind: 'text', text: String(token.text) }];
    case 'inlineMath':
      return [{ kind: 'math', tex: String(token.text), display: token.display === true }];
    case 'codespan':
      return [{ kind: 'code', text: String(token.text) }];
    case 'strong':
    case 'em':
    case 'del':
      return [{ kind: token.type, inner: inner() }];
    case 'link': {
      const href = safeHref(String(token.href));
      return href === null ? inner() : [{ kind: 'link', href, inner: inner() }];
    }
    case 'br':
      return [{ kind: 'break' }];
    default:
      return plain;
  }
}

/** The address if it leads to the web or to a mailbox; null for any other. */
function safeHref(href: string): string | null {
  try {
    const url = new URL(href);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The report's contents: a line for each section, and the page that it is on where that is known. */
import { escaped } from '../../figures/charts/svg-parts.ts';
import type { Section } from './blocks.ts';

/** Empty until the report has been printed once; it is not shown then. */
const numberOf = (id: string): string => `<span class="at" data-at="${escaped(id)}"></span>`;

const item = ({ id, title, inner }: Section): string => {
  const below = inner.length === 0 ? '' : `<ol>${inner.map(item).join('')}</ol>`;
  return `<li><a href="#${escaped(id)}"><span>${escaped(title)}</span>${numberOf(id)}</a>${below}</li>`;
};

export const contents = (sections: readonly Section[]): string =>
  `<nav class="contents" aria-label="Contents"><p class="nav-title">Contents</p><ol>${sections.map(item).join('')}</ol></nav>`;

/**
 * The document with the numbers of the pages in its contents.
 * @param pages by the id of the section, from 1
 */
export const withPageNumbers = (html: string, pages: ReadonlyMap<string, number>): string =>
  html.replaceAll(
    /(<span class="at" data-at="([^"]*)">)<\/span>/g,
    (all, open: string, id: string) => {
      const page = pages.get(id);
      return page === undefined ? all : `${open}${page}</span>`;
    },
  );

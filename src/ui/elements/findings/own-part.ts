/** What an edited text of findings has besides its words: Markdown as shown, and photos. */
import { html, nothing, type TemplateResult } from 'lit';
import type { KeptPhoto, KeptText, KeptTexts } from '../../../store/kept-texts.ts';
import { counted } from '../../../base/numbers.ts';
import type { LoadedModules } from '../loaded.ts';
import type { PhotosEvent } from '../own-text/photos.ts';

type Modules = LoadedModules<unknown>;

/** What Markdown and TeX are made of. */
const isMarked = (text: string): boolean => /[*_`#$[|<>~\\]|^[ \t]*(?:[-+]|\d+[.)])\s/m.test(text);

/** Plain where it has no Markdown, and until the module that shows it is there. */
const markdown = (modules: Modules, text: string): TemplateResult =>
  isMarked(text) &&
  modules.get('markdown', () => import('../own-text/markdown.ts')).state === 'here'
    ? html`<a2-markdown .text=${text}></a2-markdown>`
    : html`<div class="plain">${text}</div>`;

export function ownText(modules: Modules, { text, photos = [] }: KeptText): TemplateResult {
  return html`<div class="text own">${markdown(modules, text)}</div>
    ${photos.length === 0 ? nothing : html`<p class="small soft">With ${counted(photos.length, 'photo')}.</p>`}`;
}

/** Below the field: how it will look, and photos. */
export function editorParts(
  modules: Modules,
  store: KeptTexts,
  text: string,
  photos: readonly KeptPhoto[],
  change: (photos: readonly KeptPhoto[]) => void,
): TemplateResult {
  const ready = modules.get('photos', () => import('../own-text/photos.ts')).state === 'here';
  return html`<p class="small soft">
      Markdown, and formulas in TeX between $…$, are shown as in the
      report${isMarked(text) ? ':' : '.'}
    </p>
    ${
      isMarked(text)
        ? html`<div class="text own" role="region" aria-label="Preview">
            ${markdown(modules, text)}
          </div>`
        : nothing
    }
    ${
      ready
        ? html`<a2-own-photos
            .store=${store}
            .photos=${photos}
            @a2-photos=${(event: PhotosEvent) => change(event.photos)}
          ></a2-own-photos>`
        : nothing
    }`;
}

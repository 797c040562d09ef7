/**
 * The lab's colours, type and spacing as custom properties. They inherit through shadow roots, so
 * one sheet on the document (or on an embed's host) serves every component.
 * `light-dark()` follows `color-scheme`, which `data-theme` on the root may fix.
 */
import { css } from 'lit';

export const tokens = css`
  :root,
  :host {
    color-scheme: light dark;

    --a2-paper: light-dark(#faf9f6, #15171a);
    --a2-raised: light-dark(#ffffff, #1c1f23);
    --a2-sunken: light-dark(#f1efea, #101214);
    --a2-ink: light-dark(#1b1d20, #e9e7e2);
    --a2-soft: light-dark(#585c62, #a6abb2);
    --a2-line: light-dark(#e0ddd6, #30343a);
    --a2-line-strong: light-dark(#85837c, #757b84);
    --a2-grid: light-dark(#ebe9e3, #2a2e33);

    /* Clickable things. */
    --a2-accent: light-dark(#3d44c2, #b0b8ff);
    --a2-accent-strong: light-dark(#2e349c, #cdd2ff);
    --a2-on-accent: light-dark(#ffffff, #14161f);
    --a2-accent-tint: light-dark(#eeeffb, #23263c);

    --a2-good: light-dark(#17663f, #7ed6a5);
    --a2-bad: light-dark(#ad1f18, #ffa097);
    --a2-bad-tint: light-dark(#fcebe9, #341d1b);
    --a2-warn: light-dark(#735000, #eec568);
    --a2-warn-tint: light-dark(#fdf4da, #2d2615);

    /* Okabe and Ito's eight, adjusted to at least 3:1 contrast against paper. */
    --a2-series-0: light-dark(#1b1d20, #e9e7e2);
    --a2-series-1: light-dark(#b97800, #e69f00);
    --a2-series-2: light-dark(#2f92cc, #8fd0f5);
    --a2-series-3: light-dark(#008a64, #1fbf93);
    --a2-series-4: light-dark(#948600, #f0e442);
    --a2-series-5: light-dark(#0072b2, #4a9fdb);
    --a2-series-6: light-dark(#d55e00, #f0762a);
    --a2-series-7: light-dark(#b35a8c, #d98bb5);

    --a2-font:
      system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif;
    --a2-mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
    --a2-small: 0.8125rem;
    --a2-text: 0.9375rem;
    --a2-title: 1.375rem;
    --a2-bold: 600;

    --a2-radius: 6px;
    --a2-motion: 150ms;
    --a2-shadow: 0 1px 2px light-dark(rgb(0 0 0 / 6%), rgb(0 0 0 / 40%));
  }

  :root[data-theme='light'] {
    color-scheme: light;
  }

  :root[data-theme='dark'] {
    color-scheme: dark;
  }

  @media (prefers-reduced-motion: reduce) {
    :root,
    :host {
      --a2-motion: 0ms;
    }
  }

  @media (forced-colors: active) {
    :root,
    :host {
      --a2-paper: Canvas;
      --a2-raised: Canvas;
      --a2-sunken: Canvas;
      --a2-ink: CanvasText;
      --a2-soft: CanvasText;
      --a2-line: CanvasText;
      --a2-line-strong: CanvasText;
      --a2-grid: GrayText;
      --a2-accent: LinkText;
      --a2-accent-strong: LinkText;
      --a2-on-accent: Canvas;
    }
  }
`;

/** Colours and fonts for a canvas, read from the custom properties that style everything else. */
import type { ChartTheme } from './chart-theme.ts';
import type { SeriesColour } from '../../catalog/kinds/series.ts';

const seriesColours = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * Custom properties hold `light-dark(…)` and system colours, which are resolved only as the value of
 * `color`: an element inside `host` is given each of them and its computed style is read.
 */
export function readTheme(host: HTMLElement | ShadowRoot): ChartTheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  // Series keep their colours where the system forces its own on everything else.
  probe.style.setProperty('forced-color-adjust', 'none');
  host.append(probe);
  const style = getComputedStyle(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return style.color;
  };
  const mixed = (name: string, share: number): string => {
    probe.style.color = `color-mix(in srgb, var(${name}) ${share}%, var(--a2-raised))`;
    return style.color;
  };
  const forced = matchMedia('(forced-colors: active)').matches;
  const series = Object.fromEntries(
    seriesColours.map((index) => [index, colour(`--a2-series-${index}`)]),
  ) as Record<SeriesColour, string>;
  const theme = {
    ink: colour('--a2-ink'),
    soft: colour('--a2-soft'),
    // The system's grey may be as strong as its ink; a grid must not compete with the lines.
    grid: forced ? mixed('--a2-grid', 35) : colour('--a2-grid'),
    axis: colour('--a2-line-strong'),
    paper: colour('--a2-raised'),
    series,
    font: `12px ${style.fontFamily}`,
  };
  probe.remove();
  return theme;
}

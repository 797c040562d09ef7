/**
 * Colours for drawings that leave the page, where no custom property reaches them: the light ones
 * of the lab's tokens (a test holds both against each other).
 */
import type { ChartTheme } from './chart-theme.ts';

export interface SvgTheme extends Omit<ChartTheme, 'font'> {
  readonly warn: string;
}

export const lightTheme: SvgTheme = {
  ink: '#1b1d20',
  soft: '#585c62',
  grid: '#ebe9e3',
  axis: '#85837c',
  paper: '#ffffff',
  warn: '#735000',
  series: {
    0: '#1b1d20',
    1: '#b97800',
    2: '#2f92cc',
    3: '#008a64',
    4: '#948600',
    5: '#0072b2',
    6: '#d55e00',
    7: '#b35a8c',
  },
};

export const svgFont =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

/** The page's light or dark theme: the system's, unless the user chose one. */

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** public/theme.js reads the same key before the first paint. */
const key = 'a2-theme';

const isTheme = (value: unknown): value is Theme => themes.some((theme) => theme === value);

export function savedTheme(): Theme {
  try {
    const value = localStorage.getItem(key);
    return isTheme(value) ? value : 'system';
  } catch {
    // If storage is forbidden, the choice lasts as long as the page.
    const value = document.documentElement.dataset.theme;
    return isTheme(value) ? value : 'system';
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // See above.
  }
}

export const nextTheme = (theme: Theme): Theme =>
  themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';

// Applies the chosen theme before the first paint. src/ui/pages/theme.ts stores the choice.
try {
  const theme = localStorage.getItem('a2-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, the system's theme applies.
}

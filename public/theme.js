// Before the first paint: the colours that a person chose. src/ui/pages/theme.ts keeps the choice.
try {
  const theme = localStorage.getItem('a2-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage here; the system's colours are right.
}

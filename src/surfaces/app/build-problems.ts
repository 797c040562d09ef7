/**
 * Shows compile errors on the page. Only the server of `node cli/dev.mjs` includes it, because Vite's own overlay
 * needs styles that the lab's policy forbids.
 */
interface Problem {
  readonly err: { readonly message: string; readonly frame?: string; readonly id?: string };
}

interface Hot {
  on(event: 'vite:error', listener: (problem: Problem) => void): void;
  on(event: 'vite:beforeUpdate', listener: () => void): void;
}

// To detect that the server is back, Vite would start a SharedWorker from a string, which the policy also forbids.
Object.defineProperty(globalThis, 'SharedWorker', { value: undefined });

const notice = document.createElement('pre');
notice.setAttribute('role', 'alert');
Object.assign(notice.style, {
  position: 'fixed',
  inset: 'auto 0 0',
  zIndex: '1000',
  maxHeight: '60vh',
  overflow: 'auto',
  margin: '0',
  padding: '1rem',
  background: 'var(--first-paper, Canvas)',
  color: 'var(--first-ink, CanvasText)',
  borderTop: '4px solid #c0392b',
  whiteSpace: 'pre-wrap',
});

// Vite detects `import.meta.hot` by its text, so it must be written like this.
const hot = (import.meta as ImportMeta & { readonly hot?: Hot }).hot;
hot?.on('vite:error', ({ err }) => {
  notice.textContent = [err.id, err.message, err.frame].filter(Boolean).join('\n\n');
  document.body.append(notice);
});
hot?.on('vite:beforeUpdate', () => notice.remove());

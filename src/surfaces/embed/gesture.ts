/** The visitor's first gesture on the page: a pointer or key press, which shows that somebody is present. */
const kinds = ['pointerdown', 'keydown'] as const;

/** Calls back once, unless the signal is aborted first. */
export function atFirstGesture(signal: AbortSignal, act: () => void): void {
  const done = new AbortController();
  const options = { capture: true, passive: true, signal: AbortSignal.any([signal, done.signal]) };
  const once = () => {
    done.abort();
    act();
  };
  for (const kind of kinds) document.addEventListener(kind, once, options);
}

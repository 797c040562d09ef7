/** A visitor's first gesture on the page: a press or a key, which shows that somebody is there. */
const kinds = ['pointerdown', 'keydown'] as const;

/** Calls back once, unless the signal is aborted first. */
export function atFirstGesture(signal: AbortSignal, act: () => void): void {
  const told = new AbortController();
  const options = { capture: true, passive: true, signal: AbortSignal.any([signal, told.signal]) };
  const once = () => {
    told.abort();
    act();
  };
  for (const kind of kinds) document.addEventListener(kind, once, options);
}

/** For what is tried once more later, or is left to another process: resolves however it ends. */
export const quietly = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => undefined,
    () => undefined,
  );

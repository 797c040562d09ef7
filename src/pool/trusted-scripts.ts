/**
 * Under `require-trusted-types-for 'script'` a page runs no script with a plain string as address, unless its
 * default policy allows it. The lab's policy allows scripts in its own folder: its workers and its service worker.
 * Browsers without Trusted Types rely on the Content-Security-Policy.
 */

interface Rules {
  readonly createScriptURL: (address: string) => string | null;
}

interface Factory {
  createPolicy(name: string, rules: Rules): unknown;
}

/** What spawnFromElsewhere writes for a sandboxed frame, which has no origin of its own. */
const importing = /^data:text\/javascript,import%20(%22[^"']*%22)%3B$/;

/**
 * Whether a script is one of the lab's own.
 * @param address as it was given @param base of the page, an absolute address
 */
export function isOwnScript(address: string, base: string): boolean {
  const [, imported] = importing.exec(address) ?? [];
  try {
    const script =
      imported === undefined ? address : String(JSON.parse(decodeURIComponent(imported)));
    return new URL(script, base).href.startsWith(new URL('.', base).href);
  } catch {
    return false;
  }
}

/** To be called once by each of the lab's own pages, before anything else. */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => (isOwnScript(address, document.baseURI) ? address : null),
  });
}

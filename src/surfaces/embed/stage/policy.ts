/** Records what the host page's Content-Security-Policy blocked during a run. */

export class PolicyWatch {
  readonly #blocked = new Set<string>();
  readonly #life = new AbortController();

  constructor() {
    const take = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
      this.#blocked.add(`${effectiveDirective} blocked ${blockedURI === '' ? 'it' : blockedURI}`);
    };
    document.addEventListener('securitypolicyviolation', take, { signal: this.#life.signal });
  }

  /** Appended to the message of a failure; '' if nothing was blocked. */
  get advice(): string {
    if (this.#blocked.size === 0) return '';
    return ` The page’s Content-Security-Policy prevents it: ${[...this.#blocked].join('; ')}. The documentation of the element lists the directives that it needs.`;
  }

  stop(): void {
    this.#life.abort();
  }
}

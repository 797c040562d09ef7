/** What the host page's Content-Security-Policy refused while a run started, in words. */

export class PolicyWatch {
  readonly #refused = new Set<string>();
  readonly #life = new AbortController();

  constructor() {
    const take = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
      this.#refused.add(`${effectiveDirective} refused ${blockedURI === '' ? 'it' : blockedURI}`);
    };
    document.addEventListener('securitypolicyviolation', take, { signal: this.#life.signal });
  }

  /** Behind the message of a failure; '' where nothing was refused. */
  get advice(): string {
    if (this.#refused.size === 0) return '';
    return ` The page’s Content-Security-Policy stands in the way: ${[...this.#refused].join('; ')}. The lab’s documentation of the element lists what it needs.`;
  }

  stop(): void {
    this.#life.abort();
  }
}

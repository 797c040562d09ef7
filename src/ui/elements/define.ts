/** Registers a custom element once; a second registration of a tag throws. */
export function define(tag: `a2-${string}`, element: CustomElementConstructor): void {
  if (customElements.get(tag) === undefined) customElements.define(tag, element);
}

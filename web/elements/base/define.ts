/** Registers an element; a page that loads the bundle twice keeps the first. */
export function define(name: `countersign-${string}`, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}

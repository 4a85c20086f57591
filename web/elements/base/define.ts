/** Registers an element, in a browser only. A page that loads the bundle twice keeps the first. */
export function define(name: `countersign-${string}`, element: CustomElementConstructor): void {
  if (typeof document === "undefined") return;
  if (customElements.get(name) === undefined) customElements.define(name, element);
}

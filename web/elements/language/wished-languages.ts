/** The languages that the page asks for: the nearest `lang` around the element, through shadow roots, then what the browser prefers. */
export const wishedLanguages = (element: Element): readonly string[] => [
  ...nearestLang(element),
  ...navigator.languages,
];

function nearestLang(element: Element): readonly string[] {
  const holder = element.closest("[lang]");
  const lang = holder?.getAttribute("lang");
  if (lang) return [lang];
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : [];
}

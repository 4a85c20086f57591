type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Where two paths part: `infra/a.ts` and `infra/monitoring/b.ts` at `infra/a.ts` and `infra/monitoring`. */
function partOf(path: string, other: string): string {
  const [names, others] = [path.split("/"), other.split("/")];
  const same = names.findIndex((name, nth) => name !== others[nth]);
  return names.slice(0, same + 1).join("/");
}

/** The graph between the files and folders of one folder, for every folder at once: no edge leads from one folder's graph to another's. */
export function graphOfParts(imports: readonly (readonly [from: string, to: string])[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of imports) {
    const [part, other] = [partOf(from, to), partOf(to, from)];
    if (part !== other) graph.set(part, (graph.get(part) ?? new Set()).add(other));
  }
  return graph;
}

/** The groups of nodes that reach each other (Tarjan 1972). */
export function circlesIn(graph: Graph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const lower = (node: string, place: number): void =>
    void lowest.set(node, Math.min(lowest.get(node) ?? place, place));

  const visit = (node: string): void => {
    order.set(node, order.size);
    lower(node, order.size - 1);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) {
        visit(next);
        lower(node, lowest.get(next) ?? 0);
      } else if (open.includes(next)) lower(node, order.get(next) ?? 0);
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) circles.push(circle.toSorted());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
}

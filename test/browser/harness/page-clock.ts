/** In the page. `new Date()` without an argument is `Date.now()`; nobody there subclasses it. */
export function jump(millis: number): void {
  const before = Date.now;
  const now = (): number => before() + millis;
  Date.now = now;
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
  });
}

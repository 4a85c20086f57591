import dns from "node:dns";

/** Names under `localhost` are this machine (RFC 6761, section 6.3), though not every resolver knows it: APIs are called by such names. */
const here = (name: unknown): unknown => (String(name).endsWith(".localhost") ? "127.0.0.1" : name);
dns.lookup = new Proxy(dns.lookup, {
  apply: (lookup, self, [name, ...others]: unknown[]) =>
    Reflect.apply(lookup, self, [here(name), ...others]) as unknown,
});

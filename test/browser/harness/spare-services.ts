import { Service } from "./service.ts";

let spare: Promise<Service> | null = null;

/** A service of its own for every story. The next one starts meanwhile. */
export async function freshService(): Promise<Service> {
  const mine = spare ?? Service.start();
  spare = null;
  const service = await mine;
  spare = Service.start();
  // Told to whoever takes it.
  spare.catch(() => null);
  return service;
}

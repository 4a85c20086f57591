import type { Clients } from "../../shared/aws/clients.ts";

interface HttpHandler {
  updateHttpClientConfig?(name: "connectionTimeout" | "requestTimeout", millis: number): void;
}

/** Hundreds of calls at once on a busy machine are slow, which is no fault: here they are waited for. */
export function patient(clients: Clients): Clients {
  for (const { config } of [clients.documents, clients.kms, clients.sns, clients.eventBridge, clients.sesv2]) {
    const handler = config.requestHandler as HttpHandler;
    handler.updateHttpClientConfig?.("connectionTimeout", 15_000);
    handler.updateHttpClientConfig?.("requestTimeout", 15_000);
  }
  return clients;
}

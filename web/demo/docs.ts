import viewerUrl from "swagger-ui-dist/swagger-ui-bundle.js?url";
import "swagger-ui-dist/swagger-ui.css";
import "./styles/docs.css";
import { inChapters, type OpenApi } from "./reference.ts";

interface ViewerOptions {
  readonly spec: object;
  readonly dom_id: string;
  readonly validatorUrl: null;
  readonly deepLinking: boolean;
  readonly defaultModelsExpandDepth: number;
  readonly docExpansion: "list";
  readonly tryItOutEnabled: boolean;
  readonly persistAuthorization: boolean;
}
declare global {
  interface Window {
    readonly SwaggerUIBundle?: (options: ViewerOptions) => unknown;
  }
}

/** As it is delivered: 1.7 MB that need no second pass through a bundler. */
const loadViewer = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = viewerUrl;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error("The viewer cannot be loaded.")));
    document.head.append(script);
  });

const loadContract = async (): Promise<OpenApi> => (await fetch("/openapi.json")).json() as Promise<OpenApi>;

const [contract] = await Promise.all([loadContract(), loadViewer()]);

window.SwaggerUIBundle?.({
  spec: inChapters(contract),
  dom_id: "#reference",
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  tryItOutEnabled: true,
  persistAuthorization: false,
});

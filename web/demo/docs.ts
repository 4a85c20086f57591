import viewerUrl from "swagger-ui-dist/swagger-ui-bundle.js?url";
import "swagger-ui-dist/swagger-ui.css";
import "./styles/docs.css";
import { backEnd } from "./back-end.ts";
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
/** As the viewer calls its way to fill in a token. */
interface Viewer {
  readonly preauthorizeApiKey: (scheme: string, token: string) => unknown;
}
declare global {
  interface Window {
    readonly SwaggerUIBundle?: (options: ViewerOptions) => Viewer;
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

const viewer = window.SwaggerUIBundle?.({
  spec: inChapters(contract),
  dom_id: "#reference",
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  tryItOutEnabled: true,
  persistAuthorization: false,
});

const form = document.querySelector<HTMLFormElement>("#sign-in");
const list = document.querySelector<HTMLSelectElement>("#user");
const state = document.querySelector<HTMLElement>("#signed-in");
const users = await backEnd.users().catch(() => []);
list?.append(...users.map(({ email }) => new Option(email)));
if (form !== null && users.length === 0) form.hidden = true;

/** With the password just entered: what asks for a code, too, says so in its answer. */
async function signIn(): Promise<void> {
  const user = users.find(({ email }) => email === list?.value);
  if (user === undefined || state === null) return;
  try {
    const { token } = await backEnd.passwordAgain(user.email, user.password);
    viewer?.preauthorizeApiKey("bearer", token);
    state.textContent = `Calls below are now made as ${user.email}, with a first-factor token.`;
  } catch {
    state.textContent = "That did not work. Please load the page again.";
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void signIn();
});

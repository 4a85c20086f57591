const form = document.querySelector("#password");
const step = document.querySelector("#step");
const signOut = document.querySelector("#sign-out");
const { baseUrl, isSignedIn } = await (await fetch("/settings.json")).json();

const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) });

/** A new token for each call: it is good for a minute, with the time of the password. */
const token = async () => (await (await post("/token")).json()).token;

function show(name, listeners) {
  const element = document.createElement(name);
  element.setAttribute("base-url", baseUrl);
  for (const [event, listener] of Object.entries(listeners)) element.addEventListener(event, listener);
  element.token = token;
  step.replaceChildren(element);
  step.hidden = false;
  form.hidden = true;
}

const toPassword = () => {
  step.hidden = true;
  form.hidden = false;
};

const toSettings = () => {
  show("countersign-settings", { "countersign-token-needed": toPassword });
  document.querySelector("h1").textContent = "Your account";
  signOut.hidden = false;
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { ok } = await post("/login", Object.fromEntries(new FormData(form)));
  form.querySelector("[role=alert]").textContent = ok
    ? ""
    : "This e-mail address and this password do not go together.";
  if (!ok) return;
  form.reset();
  show("countersign-challenge", {
    "countersign-complete": async ({ detail }) => {
      if ((await post("/session", { assertion: detail.assertion })).ok) toSettings();
    },
    "countersign-cancel": toPassword,
    "countersign-token-needed": toPassword,
  });
});

/** With the page go the access token that the elements share, and all that they show. */
signOut.addEventListener("click", async () => {
  await post("/logout");
  location.reload();
});

if (isSignedIn) toSettings();

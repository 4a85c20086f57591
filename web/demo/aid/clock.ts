const place = "test-aid-ahead";

/** The local service's own time: ahead of this device's, once somebody let time pass. */
export const serviceNow = (): number => Date.now() + Number(sessionStorage.getItem(place) ?? 0);

/** Lets time pass for the service, until it stops. The page is loaded anew, since its tokens and its session may be over. */
export async function letTimePass(seconds: number): Promise<void> {
  const response = await fetch("/local/clock", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ seconds }),
  });
  if (!response.ok) return;
  const { now } = (await response.json()) as { readonly now: string };
  sessionStorage.setItem(place, String(Date.parse(now) - Date.now()));
  location.reload();
}

import { readFileSync } from "node:fs";

/** Functions and commands read the time of the stories, so that nobody waits for an app's next code. */
const file = process.env["CLOCK_FILE"] ?? "";
Date.now = () => Number(readFileSync(file, "utf8"));

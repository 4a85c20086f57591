/** `npm run test:long` asks each question thousands of times; `npm test` a part of them, anew at each run. */
export const isLong = process.env["LONG"] === "1";

/** A number of tries, or of what has to come of them, which `npm test` makes do with a part of. */
export const ofLong = (count: number, part = 5): number => (isLong ? count : Math.ceil(count / part));

/** Something that the person at the terminal can put right. Its message is all that is shown; anything else is a bug. */
export class Mistake extends Error {
  override readonly name = "Mistake";
}

/** Something that the person who started the service can put right: shown as its one sentence, without a stack trace. */
export class Mistake extends Error {
  override readonly name = "Mistake";
}

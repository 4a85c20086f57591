/** A call that the emulated AWS service refuses: the SDK rejects with `code` as the error's name. */
export class AwsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

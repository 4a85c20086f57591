/** The `::part`s of the elements inside another one, handed on to the host's styles. */
export const exportedParts =
  "title, lead, badge, field, label, code-input, input, error, button, submit, choice, notice, resend, codes";

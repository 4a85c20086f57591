/**
 * The handler of a form's `submit`. Password managers and phones may fill a field without an `input` event, so each field is read
 * once more before the form is sent.
 */
export const onSubmit =
  (submit: () => void) =>
  (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement)
      for (const field of event.currentTarget.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea"))
        field.dispatchEvent(new Event("change"));
    submit();
  };

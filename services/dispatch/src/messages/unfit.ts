/** The delivery cannot be made into a message; `reason` goes into the ledger. */
export class Unfit extends Error {
  constructor(readonly reason: 'no_template' | 'template_error' | 'missing_field' | 'no_content' | 'invalid_address' | 'no_channel_address') {
    super(`A message cannot be made: ${reason}`);
    this.name = Unfit.name;
  }
}

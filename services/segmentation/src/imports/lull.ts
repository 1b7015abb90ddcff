/** While a batch is written: from some moment on the database works and we wait for it, so that the next is read without keeping it waiting. */
export class Lull {
  begin: () => void = () => undefined;
  readonly hasBegun = new Promise<void>((resolve) => {
    this.begin = resolve;
  });
}

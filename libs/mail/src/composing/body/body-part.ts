/** The content of one MIME part, encoded once and filled in for each recipient. */
export interface BodyPart {
  /** Bytes that it takes at most with these values. */
  most(values: readonly string[]): number;
  /** Writes it and gives where it ends. `target` has room for {@link most}. */
  write(values: readonly string[], target: Buffer, at: number): number;
}

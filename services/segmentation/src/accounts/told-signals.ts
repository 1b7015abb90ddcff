import type { AccountDraft } from '../writing/contact-draft.ts';
import { NumbersOfTexts } from './numbers-of-texts.ts';

/** Which signals of accounts the earlier parts of a trial have told, as nothing of it is in the tables. Of most accounts of a list the same are told: each set of them is kept once. */
export class ToldSignals {
  private readonly sets: (readonly string[])[] = [[]];
  private readonly places = new Map<string, number>();
  private readonly accounts = new NumbersOfTexts();

  /** The accounts with all signals that were told of them; what earlier ones said does not matter. */
  with(drafts: readonly AccountDraft[]): AccountDraft[] {
    return drafts.map((draft) => ({ ...draft, signals: { ...Object.fromEntries(this.of(draft.key).map((name) => [name, true])), ...draft.signals } }));
  }

  /** Whether any was told of it. */
  has(key: string): boolean {
    return this.of(key).length > 0;
  }

  note(drafts: readonly AccountDraft[]): void {
    for (const { key, signals } of drafts) {
      const names = Object.keys(signals);
      if (names.length > 0) this.accounts.set(key, this.placeOf([...new Set([...this.of(key), ...names])].sort()));
    }
  }

  private of(key: string): readonly string[] {
    return this.sets[this.accounts.get(key)] ?? [];
  }

  private placeOf(names: readonly string[]): number {
    const identity = JSON.stringify(names);
    const known = this.places.get(identity);
    if (known !== undefined) return known;
    this.places.set(identity, this.sets.length);
    return this.sets.push(names) - 1;
  }
}

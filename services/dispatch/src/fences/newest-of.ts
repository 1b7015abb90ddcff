/** The newest version of each contact. */
export function newestOf<Fact extends { readonly contactId: string; readonly version: number }>(facts: readonly Fact[]): Fact[] {
  const newest = new Map<string, Fact>();
  for (const fact of facts) if ((newest.get(fact.contactId)?.version ?? -Infinity) < fact.version) newest.set(fact.contactId, fact);
  return [...newest.values()];
}

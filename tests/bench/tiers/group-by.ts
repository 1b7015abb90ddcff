/** The items of each key, in the order in which they come. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), groups.get(keyOf(item)) ?? []).get(keyOf(item))?.push(item);
  return groups;
}

/** Items gathered by a key, both in the order in which they come. */

/** Items by key. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key) {
  return groupInto(items, keyOf, (item) => item);
}

/** What is made of items, by the key of each. */
export function groupInto<Item, Key, Made>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key,
  make: (item: Item) => Made,
): Map<Key, Made[]> {
  const groups = new Map<Key, Made[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(make(item));
    else groups.set(key, [make(item)]);
  }
  return groups;
}

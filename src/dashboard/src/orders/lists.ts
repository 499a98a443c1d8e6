import type { ListLeg, Order } from '../api/types';

const LEGS: readonly ListLeg[] = ['Parent', 'TakeProfit', 'StopLoss', 'Child', 'Leg'];
const NAMES: Record<ListLeg, string> = { Parent: 'Parent', TakeProfit: 'Take profit', StopLoss: 'Stop loss', Child: 'Child', Leg: 'Leg' };

/** What an order is to its list, in words; null where it stands alone. */
export function legText(order: Order): string | null {
  if (!order.listId) return null;
  if (order.listLeg === 'Parent' && order.contingencyType === 'Bracket') return 'Entry';
  return order.listLeg ? (NAMES as Partial<Record<string, string>>)[order.listLeg] ?? order.listLeg : 'Leg';
}

/** The orders of a list, the one that the others wait for first. */
export function membersOf(orders: Iterable<Order>, listId: string): Order[] {
  return [...orders].filter((order) => order.listId === listId).sort(byLeg);
}

function byLeg(a: Order, b: Order): number {
  const place = ({ listLeg }: Order) => (listLeg ? LEGS.indexOf(listLeg) : LEGS.length);
  return place(a) - place(b) || a.seq - b.seq || a.id.localeCompare(b.id);
}

/** Puts the orders of each list together, where the first of them stands, however the rows are sorted. */
export function gathered<T>(rows: readonly T[], orderOf: (row: T) => Order | undefined): T[] {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const id = orderOf(row)?.listId;
    if (id) lists.set(id, [...(lists.get(id) ?? []), row]);
  }
  if (lists.size === 0) return [...rows];
  return rows.flatMap((row) => {
    const id = orderOf(row)?.listId;
    if (!id) return [row];
    const members = lists.get(id);
    lists.delete(id);
    return members?.sort((a, b) => byLeg(orderOf(a) as Order, orderOf(b) as Order)) ?? [];
  });
}

/** A closed order is shown with the orders of its list that are in sight: a stop without its entry explains nothing. */
export function withTheirLists(shown: readonly Order[], all: readonly Order[]): Order[] {
  const lists = new Set(shown.flatMap((order) => (order.listId ? [order.listId] : [])));
  if (lists.size === 0) return [...shown];
  const ids = new Set(shown.map((order) => order.id));
  return all.filter((order) => ids.has(order.id) || (order.listId && lists.has(order.listId)));
}

import type { Execution, Order, Position } from '../api/types';

export type ById<T> = ReadonlyMap<string, T>;

/** Takes in orders, each only where its version is higher than the one held. */
export function mergeOrders(held: ById<Order>, arrived: readonly Order[]): ById<Order> {
  const news = arrived.filter((order) => (held.get(order.id)?.version ?? -1) < order.version);
  if (news.length === 0) return held;
  const next = new Map(held);
  for (const order of news) {
    if ((next.get(order.id)?.version ?? -1) < order.version) next.set(order.id, order);
  }
  return next;
}

/**
 * The orders that were open when last seen and that no list speaks of: they closed unseen, too long ago for the newest
 * page, and have to be asked for one by one, or they would stand open on the screen for ever.
 */
export function unheardOf(before: ById<Order>, read: readonly Order[]): string[] {
  const heard = new Set(read.map((order) => order.id));
  return [...before.values()].filter((order) => order.isOpen && !heard.has(order.id)).map((order) => order.id);
}

/** An execution is a fact with an id: a second sight of it changes nothing but a commission that came late. */
export function mergeExecutions(held: ById<Execution>, arrived: readonly Execution[]): ById<Execution> {
  const news = arrived.filter((execution) => {
    const known = held.get(execution.execId);
    return !known || (known.commission === null && execution.commission !== null);
  });
  if (news.length === 0) return held;
  const next = new Map(held);
  for (const execution of news) next.set(execution.execId, execution);
  return next;
}

export function positionKey(position: Pick<Position, 'account' | 'symbol'>): string {
  return `${position.account}/${position.symbol}`;
}

/**
 * Puts a list that was read in place of what is held. A position that the stream moved since the reading began stays as
 * the stream told it: the list may be older, and if it is newer the stream is about to say so.
 */
export function mergePositions(
  held: ById<Position>,
  list: readonly Position[],
  moved: ReadonlySet<string>,
): ById<Position> {
  const next = new Map(list.map((position) => [positionKey(position), position]));
  for (const key of moved) {
    const streamed = held.get(key);
    if (streamed) next.set(key, streamed);
  }
  return next;
}

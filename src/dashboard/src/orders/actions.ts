import { api } from '../api/client';
import { isUnclear, Problem } from '../api/problem';
import type { Order } from '../api/types';
import { say, sayError } from '../controls/toasts';
import type { Desk } from '../desk/desk';
import { createStore } from '../desk/store';

/** The orders whose cancel is on its way to the server, so that a button is not pressed twice. */
export const canceling = createStore<ReadonlySet<string>>(new Set());

export async function cancelOrder(desk: Desk, order: Order): Promise<void> {
  if (canceling.get().has(order.id)) return;
  canceling.set((held) => new Set(held).add(order.id));
  try {
    desk.takeOrder(await api.cancelOrder(order.id));
  } catch (error) {
    if (isUnclear(error)) say(`No clear answer to the cancel of ${order.symbol}. Asking again is harmless.`, 'bad');
    else sayError(error);
    if (error instanceof Problem && error.status === 409) await refresh(desk, order.id);
  } finally {
    canceling.set((held) => new Set([...held].filter((id) => id !== order.id)));
  }
}

export async function cancelAllOf(accounts: readonly string[]): Promise<void> {
  const answers = await Promise.allSettled(accounts.map((account) => api.cancelAll(account)));
  let requested = 0;
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'fulfilled') requested += answer.value.requested;
    else say(`${accounts[index] ?? ''}: ${answer.reason instanceof Error ? answer.reason.message : 'the cancel failed.'}`, 'bad');
  }
  if (answers.some((answer) => answer.status === 'fulfilled')) {
    say(`Cancel asked for ${requested} ${requested === 1 ? 'order' : 'orders'}. Each closes when the broker confirms.`);
  }
}

export async function refresh(desk: Desk, id: string): Promise<void> {
  await api.order(id).then((order) => desk.takeOrder(order), () => undefined);
}

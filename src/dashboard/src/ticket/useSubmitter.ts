import { useEffect, useState } from 'react';
import { api } from '../api/client';
import { NoAnswer } from '../api/problem';
import { useDesk } from '../desk/context';
import type { Desk } from '../desk/desk';
import { newClOrdId } from './clOrdId';
import { clearAfterSubmission } from './draft';
import { Submitter, type Sent } from './submission';

const KEY = 'oms.unclear';

/** One submitter a desk: it outlives the page that shows it, and an unclear order outlives a reload. */
const submitters = new WeakMap<Desk, Submitter>();

export function useSubmitter(): Submitter {
  const desk = useDesk();
  const [submitter] = useState(() => submitters.get(desk) ?? open(desk));
  useEffect(() => {
    submitter.seen(desk.orders.get().values());
    return desk.orders.subscribe(() => submitter.seen(desk.orders.get().values()));
  }, [desk, submitter]);
  return submitter;
}

function open(desk: Desk): Submitter {
  const submitter = new Submitter({
    place: async (sent) => {
      if (!('orders' in sent)) {
        const answer = await api.placeOrder(sent);
        desk.takeOrder(answer.order);
        return answer;
      }
      const { list, replayed } = await api.placeList(sent);
      list.orders.forEach((order) => desk.takeOrder(order));
      const [order] = list.orders;
      // An answer that says nothing of the orders leaves open what became of them.
      if (!order) throw new NoAnswer('network');
      return { order, replayed };
    },
    find: async (account, clOrdId) => {
      const order = await api.orderByClOrdId(account, clOrdId);
      desk.takeOrder(order);
      return order;
    },
    newId: newClOrdId,
    keep: (sent) => {
      if (sent) sessionStorage.setItem(KEY, JSON.stringify({ owner: desk.me.email, sent }));
      else sessionStorage.removeItem(KEY);
    },
  }, left(desk.me.email));
  let before = submitter.state.get().phase;
  submitter.state.subscribe(() => {
    const { phase } = submitter.state.get();
    if (phase === 'accepted' && before !== 'accepted') clearAfterSubmission();
    before = phase;
  });
  submitters.set(desk, submitter);
  return submitter;
}

function left(owner: string): Sent | null {
  try {
    const held = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { owner: string; sent: Sent } | null;
    return held?.owner === owner ? held.sent : null;
  } catch {
    return null;
  }
}

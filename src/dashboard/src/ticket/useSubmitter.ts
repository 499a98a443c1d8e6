import { useEffect, useState } from 'react';
import { api } from '../api/client';
import { useDesk } from '../desk/context';
import type { Desk } from '../desk/desk';
import { newClOrdId } from './clOrdId';
import { clearAfterSubmission } from './draft';
import { Submitter, type SentOrder } from './submission';

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
      const answer = await api.placeOrder(sent);
      desk.takeOrder(answer.order);
      return answer;
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

function left(owner: string): SentOrder | null {
  try {
    const held = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { owner: string; sent: SentOrder } | null;
    return held?.owner === owner ? held.sent : null;
  } catch {
    return null;
  }
}

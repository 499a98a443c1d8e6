import { useMemo, useState } from 'react';
import { api } from '../api/client';
import { isUnclear } from '../api/problem';
import type { Order } from '../api/types';
import { say, sayError } from '../controls/toasts';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatQty } from '../money/format';
import { canTrade } from '../shell/permissions';
import { setQuery } from '../shell/router';
import { CONTINGENCIES } from '../ticket/LegsFields';
import { legText, membersOf } from './lists';
import { StatusChip } from './StatusChip';
import { priceText, sideClass, sideText } from './termsText';

/** The list that an order belongs to: every order of it and where each stands. */
export function OrderListPart({ order }: { order: Order }) {
  const desk = useDesk();
  const orders = useStore(desk.orders);
  const members = useMemo(() => (order.listId ? membersOf(orders.values(), order.listId) : []), [orders, order.listId]);
  const [busy, setBusy] = useState(false);
  const { listId, contingencyType } = order;
  if (!listId) return null;
  const open = members.filter((member) => member.isOpen).length;

  async function cancel(id: string) {
    setBusy(true);
    try {
      await api.cancelList(id);
      say(`Cancel asked for ${open} ${open === 1 ? 'order' : 'orders'} of the list. Each closes when the broker confirms.`);
    } catch (error) {
      if (isUnclear(error)) say('No clear answer to the cancel of the list. Asking again is harmless.', 'bad');
      else sayError(error);
    }
    setBusy(false);
  }

  return (
    <section className="stack" data-testid="order-list">
      <div className="row">
        <h3 className="grow">{contingencyType ?? 'List'}</h3>
        {canTrade(desk.me) && open > 0 && (
          <button type="button" className="button small danger-outline" disabled={busy} data-testid="list-cancel" onClick={() => void cancel(listId)}>
            {busy ? 'Asking…' : 'Cancel the list'}
          </button>
        )}
      </div>
      {contingencyType && <p className="field-hint">{CONTINGENCIES[contingencyType].help}</p>}
      <ul className="members">
        {members.map((member) => (
          <li key={member.id}>
            <button type="button" className="row member" aria-current={member.id === order.id} onClick={() => setQuery('order', member.id)}>
              <span className="member-leg">{legText(member)}</span>
              <span className="grow truncate"><span className={sideClass(member.side)}>{sideText(member.side)}</span> {formatQty(member.orderQty)} {priceText(member)}</span>
              <StatusChip order={member} compact />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

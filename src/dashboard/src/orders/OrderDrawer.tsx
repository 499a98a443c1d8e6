import { useEffect } from 'react';
import { api } from '../api/client';
import type { Order } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useLoad } from '../controls/useLoad';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { formatQty } from '../money/format';
import { icons } from '../theme/icons';
import { OrderActions } from './ActionsCell';
import { OrderLife } from './OrderLife';
import { OrderListPart } from './OrderListPart';
import { OrderRemarks } from './OrderRemarks';
import { OrderStory } from './OrderStory';
import { OrderTerms } from './OrderTerms';
import { StatusChip } from './StatusChip';
import { meaningOf } from './status';
import { sideClass, sideText } from './termsText';

/** Everything known of one order, beside the blotter. */
export function OrderDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const desk = useDesk();
  const held = useStorePart(desk.orders, (orders) => orders.get(id));
  const read = useLoad(held ? '' : id, async () => (held ? null : api.order(id)));
  const order = held ?? read.value;

  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) onClose();
    };
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, [onClose]);

  return (
    <aside className="drawer" aria-label="Order details" data-testid="order-drawer">
      <header className="row">
        <h2 className="grow truncate">
          {order ? <><span className={sideClass(order.side)}>{sideText(order.side)}</span> {formatQty(order.orderQty)} {order.symbol}</> : 'Order'}
        </h2>
        <button type="button" className="button quiet icon" aria-label="Close the details" onClick={onClose}>{icons.close}</button>
      </header>
      <div className="drawer-body">
        {order ? <Details order={order} /> : read.error ? <Failure error={read.error} retry={read.reload} /> : <Loading what="the order" />}
      </div>
    </aside>
  );
}

function Details({ order }: { order: Order }) {
  const text = reasonOf(order.text);
  return (
    <>
      <div className="row wrap">
        <StatusChip order={order} />
        <span className="grow" />
        <OrderActions order={order} size="" />
      </div>
      <p className="dim">{meaningOf(order.ordStatus).meaning}</p>
      <OrderRemarks order={order} />
      {(order.code ?? text) && (
        <div className={`notice ${order.ordStatus === 'Rejected' ? 'bad' : ''}`}>
          <span>{order.code && <b>{order.code} </b>}{text}</span>
        </div>
      )}
      <OrderTerms order={order} />
      <OrderListPart order={order} />
      <OrderLife order={order} />
      <OrderStory order={order} />
    </>
  );
}

/** IB ends its word on a cancel with "reason:" even where it has none to give; the status says the rest. */
function reasonOf(text: string | null): string | null {
  return text !== null && /^order canceled - reason:\s*$/i.test(text) ? null : text;
}

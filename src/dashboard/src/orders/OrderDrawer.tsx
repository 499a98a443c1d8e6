import { useEffect } from 'react';
import { api } from '../api/client';
import type { Order } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useLoad } from '../controls/useLoad';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { formatMoney, formatPrice, formatQty } from '../money/format';
import { icons } from '../theme/icons';
import { OrderActions } from './ActionsCell';
import { isInDoubt, remarkText } from './attention';
import { OrderLife } from './OrderLife';
import { OrderStory } from './OrderStory';
import { StatusChip } from './StatusChip';
import { meaningOf } from './status';

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
          {order ? <><span className={order.side === 'Buy' ? 'gain' : 'loss'}>{order.side}</span> {formatQty(order.orderQty)} {order.symbol}</> : 'Order'}
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
      {isInDoubt(order) && (
        <div className="notice warn" role="alert">{icons.warning}<span>
          <b>In doubt.</b> Nobody knows yet whether the broker has this order. Do not send it again: the broker is being asked
          by its reference, and until it answers the whole quantity counts against every limit.
        </span></div>
      )}
      {order.anomalies.map((anomaly) => (
        <div key={remarkText(anomaly)} className="notice bad" role="alert">{icons.warning}<span><b>Anomaly.</b> {remarkText(anomaly)}</span></div>
      ))}
      {(order.code ?? text) && (
        <div className={`notice ${order.ordStatus === 'Rejected' ? 'bad' : ''}`}>
          <span>{order.code && <b>{order.code} </b>}{text}</span>
        </div>
      )}
      {order.warnings.map((warning) => (
        <div key={remarkText(warning)} className="notice"><span><b>Warning from the broker.</b> {remarkText(warning)}</span></div>
      ))}
      <dl className="facts">
        <dt>Terms</dt>
        <dd>{order.ordType} {order.price !== null && formatPrice(order.price)} {order.currency}, {order.timeInForce}</dd>
        <dt>Filled</dt>
        <dd>{formatQty(order.cumQty)} of {formatQty(order.orderQty)}, {formatQty(order.leavesQty)} left</dd>
        <dt>Average price</dt><dd>{formatPrice(order.avgPx)}</dd>
        <dt>Commission</dt><dd>{formatMoney(order.commission)}</dd>
        <dt>Working status</dt><dd>{order.workingStatus}{order.pendingRequest && `, ${order.pendingRequest} pending`}</dd>
        <dt>Account</dt><dd>{order.account}</dd>
        <dt>Placed by</dt><dd>{order.placedBy ?? '–'}</dd>
        <dt>ClOrdId</dt><dd className="mono">{order.clOrdId}</dd>
        <dt>Order id</dt><dd className="mono">{order.id}</dd>
        <dt>Broker order</dt><dd className="mono">{order.brokerOrderId ?? '–'}{order.permId !== null && ` (PermId ${order.permId})`}</dd>
        <dt>Version</dt><dd>{order.version} (journal {order.seq})</dd>
      </dl>
      <OrderLife order={order} />
      <OrderStory order={order} />
    </>
  );
}

/** IB ends its word on a cancel with "reason:" even where it has none to give; the status says the rest. */
function reasonOf(text: string | null): string | null {
  return text !== null && /^order canceled - reason:\s*$/i.test(text) ? null : text;
}

import type { ReactNode } from 'react';
import type { Order } from '../api/types';
import { formatMoney, formatPrice, formatQty } from '../money/format';
import { formatInstant } from '../money/time';
import { TIF_HELP } from '../ticket/ordTypes';
import { priceWords } from './termsText';

/** The terms of an order and where it stands, fact by fact. */
export function OrderTerms({ order }: { order: Order }) {
  const rows: [string, ReactNode][] = [
    ['Terms', <>{priceWords(order)} {order.currency}</>],
    ['Time in force', <span title={(TIF_HELP as Partial<Record<string, string>>)[order.timeInForce]}>{order.timeInForce}{order.expireTime && ` until ${formatInstant(order.expireTime)}`}{order.outsideRth && ', also outside regular hours'}</span>],
    ['Filled', `${formatQty(order.cumQty)} of ${formatQty(order.orderQty)}, ${formatQty(order.leavesQty)} left`],
    ['Average price', formatPrice(order.avgPx)],
    ['Commission', formatMoney(order.commission)],
    ['Working status', <>{order.workingStatus}{order.pendingRequest && `, ${order.pendingRequest} pending`}</>],
    ['Account', order.account],
    ['Placed by', order.placedBy ?? '–'],
    ['ClOrdId', <span className="mono">{order.clOrdId}</span>],
    ['Order id', <span className="mono">{order.id}</span>],
    ['Broker order', <span className="mono">{order.brokerOrderId ?? '–'}{order.permId !== null && ` (PermId ${order.permId})`}</span>],
    ['Version', `${order.version} (journal ${order.seq})`],
  ];
  return <dl className="facts">{rows.map(([name, value]) => <Fact key={name} name={name} value={value} />)}</dl>;
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return <><dt>{name}</dt><dd>{value}</dd></>;
}

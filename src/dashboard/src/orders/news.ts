import type { Order } from '../api/types';
import type { ById } from '../desk/merge';
import { formatPrice, formatQty } from '../money/format';
import { anomalyTitle } from './anomalies';
import { isInDoubt } from './attention';
import { sideText } from './termsText';

export interface News { tone: 'good' | 'bad'; text: string }

/** What happened between two sights of the book that the person who placed an order wants to hear without looking. */
export function newsOf(before: ById<Order>, after: ById<Order>, email: string): News[] {
  const news: News[] = [];
  for (const order of after.values()) {
    const old = before.get(order.id);
    if (!old || old === order || order.placedBy !== email) continue;
    const name = `${sideText(order.side)} ${formatQty(order.orderQty)} ${order.symbol}`;
    if (isInDoubt(order) && !isInDoubt(old)) news.push({ tone: 'bad', text: `In doubt: ${name}. Do not send it again.` });
    if (order.anomalies.length > old.anomalies.length) {
      news.push({ tone: 'bad', text: `Anomaly: ${name}. ${order.anomalies.slice(old.anomalies.length).map(anomalyTitle).join(', ')}` });
    }
    if (order.ordStatus === old.ordStatus) continue;
    if (order.ordStatus === 'Filled') news.push({ tone: 'good', text: `Filled: ${name} at ${formatPrice(order.avgPx)}.` });
    if (order.ordStatus === 'Rejected') news.push({ tone: 'bad', text: `Rejected by the broker: ${name}. ${order.text ?? order.code ?? ''}` });
    if (order.ordStatus === 'Expired') news.push({ tone: 'bad', text: `Expired: ${name}, ${formatQty(order.cumQty)} filled.` });
  }
  return news;
}

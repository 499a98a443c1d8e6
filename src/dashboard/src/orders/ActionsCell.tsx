import type { Order } from '../api/types';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { canTrade } from '../shell/permissions';
import { cancelOrder, canceling } from './actions';
import { replacing } from './replacing';
import { sideText } from './termsText';

/** What may be asked of an order now, as the server says in `allowedActions`. */
export function OrderActions({ order, size = 'small' }: { order: Order; size?: 'small' | '' }) {
  const desk = useDesk();
  const busy = useStorePart(canceling, (held) => held.has(order.id));
  if (!canTrade(desk.me)) return null;
  const name = `${sideText(order.side)} ${order.orderQty} ${order.symbol}`;
  return (
    <span className="row order-actions">
      {order.allowedActions.includes('Replace') && (
        <button type="button" className={`button ${size}`} aria-label={`Replace ${name}`} data-testid="order-replace"
          onClick={() => replacing.set(order.id)}>Replace</button>
      )}
      {order.allowedActions.includes('Cancel') && (
        <button type="button" className={`button danger-outline ${size}`} aria-label={`Cancel ${name}`} disabled={busy}
          data-testid="order-cancel" onClick={() => void cancelOrder(desk, order)}>
          {busy ? 'Asking…' : 'Cancel'}
        </button>
      )}
    </span>
  );
}

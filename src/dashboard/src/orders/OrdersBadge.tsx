import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { RailBadge } from '../shell/RailBadge';
import { needsAttention } from './attention';

export function OrdersBadge() {
  const troubled = useStorePart(useDesk().orders, (orders) => [...orders.values()].filter(needsAttention).length);
  return <RailBadge count={troubled} title={troubled === 1 ? 'order needs attention' : 'orders need attention'} />;
}
